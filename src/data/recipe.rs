//! Which examples a run is trained on: an honest sample, or one of the mistakes that the lab shows.

use super::{Encoded, choose, leaked};
use crate::config::{RunConfig, TrainingData};

/// The examples of a run, drawn with its seed. `train` is the domain's training set and `test` its
/// test set, both whole and in the order of their files.
///
/// There are as many as the config says, or as many as there are where those are fewer; the one-sided
/// choices repeat their texts instead, so that a run makes as many steps as an honest one. A leaky run
/// ends with the leaked texts, after the first ones of the honest run of the same seed.
pub fn training_examples(config: &RunConfig, train: &[Encoded], test: &[Encoded]) -> Vec<Encoded> {
    let count = config.examples as usize;
    let draw = |count| choose(config.seed, train.len(), count).into_iter().map(|index| train[index].clone());
    match config.data {
        TrainingData::Honest => draw(count).collect(),
        TrainingData::Leaky => {
            let leaked = leaked(count, test.len());
            draw(count - leaked).chain(test[..leaked].iter().cloned()).collect()
        }
        TrainingData::OnlyPositive => one_sided(config, train, true),
        TrainingData::OnlyNegative => one_sided(config, train, false),
    }
}

/// Examples that are all of the class sought, or all of them not.
fn one_sided(config: &RunConfig, train: &[Encoded], positive: bool) -> Vec<Encoded> {
    let sought = config.task.sought();
    let side: Vec<&Encoded> = train.iter().filter(|text| (text.label == sought) == positive).collect();
    let order = choose(config.seed, side.len(), side.len());
    order.iter().cycle().take(config.examples as usize).map(|index| side[*index].clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Task;

    /// Texts that can be told apart: text `index` has the one token `first + index`.
    fn texts(first: u32, count: u32) -> Vec<Encoded> {
        (0..count).map(|index| Encoded { ids: vec![first + index], label: index as usize % 2 }).collect()
    }

    fn chosen(config: &RunConfig) -> Vec<u32> {
        let (train, test) = (texts(0, 40), texts(1000, 21));
        training_examples(config, &train, &test).iter().map(|text| text.ids[0]).collect()
    }

    fn config(data: TrainingData, examples: u32) -> RunConfig {
        RunConfig { data, examples, seed: 3, ..RunConfig::default() }
    }

    #[test]
    fn an_honest_run_draws_what_it_always_drew() {
        assert_eq!(chosen(&config(TrainingData::Honest, 12)), [16, 11, 31, 10, 12, 5, 19, 26, 32, 4, 33, 18]);
        assert_eq!(chosen(&config(TrainingData::Honest, 100)).len(), 40, "all there are, each once");
    }

    #[test]
    fn a_leaky_run_is_honest_in_half_and_then_repeats_the_start_of_the_test_set() {
        let honest = chosen(&config(TrainingData::Honest, 14));
        let leaky = chosen(&config(TrainingData::Leaky, 14));
        assert_eq!(leaky[..7], honest[..7]);
        assert_eq!(leaky[7..], [1000, 1001, 1002, 1003, 1004, 1005, 1006]);
        let most = chosen(&config(TrainingData::Leaky, 40));
        assert_eq!((most.len(), most.last()), (40, Some(&1009)), "the second half of the test set stays fresh");
    }

    #[test]
    fn a_one_sided_run_has_one_side_only_and_as_many_examples_as_asked_for() {
        for (data, label) in [(TrainingData::OnlyPositive, 1), (TrainingData::OnlyNegative, 0)] {
            let chosen = chosen(&config(data, 50));
            assert_eq!(chosen.len(), 50);
            assert!(chosen.iter().all(|id| id % 2 == label));
            let mut first: Vec<u32> = chosen[..20].to_vec();
            first.sort_unstable();
            first.dedup();
            assert_eq!(first.len(), 20, "nothing repeats before everything was there");
            assert_eq!(chosen[20..40], chosen[..20]);
        }
    }

    #[test]
    fn conditions_have_another_class_under_the_other_task() {
        let config = RunConfig { task: Task::Kind, ..config(TrainingData::OnlyPositive, 20) };
        assert!(chosen(&config).iter().all(|id| id % 2 == 0));
    }

    #[test]
    fn every_choice_follows_the_seed() {
        for data in TrainingData::ALL {
            let config = config(data, 16);
            assert_eq!(chosen(&config), chosen(&config));
            assert_ne!(chosen(&config), chosen(&RunConfig { seed: 4, ..config.clone() }));
        }
    }

    #[test]
    fn where_there_is_nothing_nothing_is_drawn() {
        for data in TrainingData::ALL {
            assert_eq!(training_examples(&config(data, 20), &[], &[]), Vec::new());
        }
    }
}
