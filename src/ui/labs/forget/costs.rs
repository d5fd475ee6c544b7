//! The strategies side by side: what each needs and what came of it. Pure.

use super::measured::Measured;
use crate::config::Strategy;
use crate::protocol::Cost;

/// Bytes of a 32-bit number.
const BYTES: f64 = 4.0;

/// A strategy and the newest run of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The strategy, with the numbers of its newest run or else those that the form offers first.
    pub strategy: Strategy,
    /// Its newest finished run.
    pub run: Option<Measured>,
}

/// Every strategy, with the newest of the runs, which are given newest first.
pub fn rows(runs: &[Measured]) -> Vec<Row> {
    let row = |strategy: Strategy| {
        let run = runs.iter().find(|run| run.config.strategy.is_like(strategy));
        Row { strategy: run.map_or(strategy, |run| run.config.strategy), run: run.cloned() }
    };
    Strategy::ALL.into_iter().map(row).collect()
}

/// Bytes of the weights and of what is kept beside them while training. Activations are not counted.
pub fn memory(cost: &Cost) -> f64 {
    BYTES * (f64::from(cost.trainable) + f64::from(cost.frozen) + f64::from(cost.state))
}

#[cfg(test)]
mod tests {
    use super::super::measured::tests::run;
    use super::*;
    use crate::config::RunConfig;

    #[test]
    fn each_strategy_has_a_row_with_its_newest_run() {
        let replay =
            |id, share| run(id, RunConfig { strategy: Strategy::Replay { share }, ..RunConfig::default() }, 0.2, 0.0);
        let rows = rows(&[replay(3, 0.5), replay(2, 0.25)]);
        assert_eq!(rows.len(), Strategy::ALL.len());
        let of = |strategy: Strategy| rows.iter().find(|row| row.strategy.is_like(strategy)).expect("all are there");
        let row = of(Strategy::Replay { share: 0.25 });
        assert_eq!((row.strategy, row.run.as_ref().map(|run| run.id)), (Strategy::Replay { share: 0.5 }, Some(3)));
        assert_eq!(of(Strategy::Full).run, None);
    }

    #[test]
    fn memory_is_four_bytes_a_number() {
        assert_eq!(memory(&Cost { trainable: 10, frozen: 20, state: 30 }), 240.0);
    }
}
