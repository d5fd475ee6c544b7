//! Compares strategies and learning rates natively: `experiments measure pocket`, `experiments report`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use forget_me_not::config::BaseModel;
use forget_me_not::course::url;
use forget_me_not::prepare::experiments::{Start, measure, record, report};
use forget_me_not::prepare::model::ModelError;

/// Compares strategies and learning rates over several seeds.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
    /// The folder with models and texts
    #[arg(long, global = true, default_value = "public")]
    public: PathBuf,
    /// The folder to write to
    #[arg(long, global = true, default_value = "docs")]
    docs: PathBuf,
}

#[derive(Subcommand)]
enum What {
    /// Makes the runs of a model that were not made yet
    Measure {
        /// pocket or minilm-3
        #[arg(value_parser = base_model)]
        model: BaseModel,
    },
    /// Makes the runs that the chapters show as recorded
    Record,
    /// Writes forgetting.md and its drawings from the runs that were made
    Report,
    /// Makes single runs and prints what came out
    One {
        /// Addresses of the lab, such as `#/fine-tune?lr=1e-3`
        addresses: Vec<String>,
    },
}

fn base_model(name: &str) -> Result<BaseModel, String> {
    BaseModel::from_name(name).ok_or_else(|| "there are pocket and minilm-3".into())
}

fn main() -> ExitCode {
    let Arguments { what, public, docs } = Arguments::parse();
    let done = match what {
        What::Measure { model } => measure(model, &public, &docs),
        What::Record => record(&public, &docs),
        What::Report => report(&docs, &public),
        What::One { addresses } => each(&addresses, &public),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn each(addresses: &[String], public: &Path) -> Result<(), ModelError> {
    for address in addresses {
        let parsed = url::parse(address);
        for refused in &parsed.refused {
            eprintln!("{refused}");
        }
        let config = parsed.config.unwrap_or_default();
        let start = Start::read(public, config.model, config.task)?;
        println!("{}", serde_json::to_string(&start.run(&config)?)?);
    }
    Ok(())
}
