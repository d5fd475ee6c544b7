//! How deep in the stack a model computes: it changes nothing but how long that takes.
//!
//! The inner loop of a matrix product has more vectors than registers and keeps some on the stack. V8 aligns them to 8
//! bytes only, and one that lies across the border of two pages of memory makes the whole product up to twice as slow
//! (docs/how-it-works.md). Where they lie follows from the sizes of all frames above, which change with every build and
//! every browser. A little deeper there is no border; so both are tried, and the faster one is kept.

use std::hint::black_box;

/// So many batches are tried at each depth.
const TRIALS: usize = 6;
/// What a batch costs besides its tokens, in tokens: in training nearly all of it is the update of the weights.
const BESIDES: f64 = 80.0;

/// What is known about both depths.
#[derive(Debug, Clone)]
pub enum Depths {
    /// Too little: the first batches are computed at both in turns. What each took for a token, in milliseconds.
    Trying {
        /// Where the caller stands.
        here: Vec<f64>,
        /// A little deeper.
        deeper: Vec<f64>,
    },
    /// Which one is the faster.
    Chosen {
        /// The deeper one.
        deeper: bool,
    },
}

impl Default for Depths {
    fn default() -> Self {
        Self::Trying { here: Vec::new(), deeper: Vec::new() }
    }
}

impl Depths {
    /// Computes a batch at one of the depths, and takes note of how long it took by a clock in milliseconds. What is
    /// computed says how many tokens the batch has, padding included; where there is none, 0.
    pub fn compute<T>(&mut self, now: impl Fn() -> f64, batch: impl FnOnce() -> (T, usize)) -> T {
        let begin = now();
        let (value, tokens) = if self.is_deeper() { deeper(batch) } else { batch() };
        if tokens > 0 {
            self.note(tokens, now() - begin);
        }
        value
    }

    /// Whether the next batch is computed at the deeper one.
    fn is_deeper(&self) -> bool {
        match self {
            Self::Trying { here, deeper } => deeper.len() < here.len(),
            Self::Chosen { deeper } => *deeper,
        }
    }

    fn note(&mut self, tokens: usize, ms: f64) {
        let is_deeper = self.is_deeper();
        let Self::Trying { here, deeper } = self else { return };
        let tried = if is_deeper { &mut *deeper } else { &mut *here };
        tried.push(ms / (tokens as f64 + BESIDES));
        if deeper.len() == TRIALS {
            *self = Self::Chosen { deeper: median(deeper) < median(here) };
        }
    }
}

/// Of a few values; the upper one of the two in the middle.
fn median(values: &mut [f64]) -> f64 {
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f64::total_cmp).1
}

/// Sixteen values that are needed again after the expression: locals of WebAssembly, which the browser keeps in the
/// frame of the function.
macro_rules! holding {
    ($inner:expr) => {{
        let one = || black_box(0_u64);
        let (a, b, c, d, e, f, g, h) = (one(), one(), one(), one(), one(), one(), one(), one());
        let (i, j, k, l, m, n, o, p) = (one(), one(), one(), one(), one(), one(), one(), one());
        let inner = $inner;
        for value in [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] {
            black_box(value);
        }
        inner
    }};
}

/// Computes a good 1 KiB deeper in the stack: more than the frames of a product's inner loop take up, and less than a
/// page.
#[inline(never)]
fn deeper<T>(compute: impl FnOnce() -> T) -> T {
    holding!(holding!(holding!(holding!(holding!(holding!(holding!(holding!(compute()))))))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which depth is chosen where a token takes this long, here and deeper.
    fn chosen(here: f64, below: f64) -> bool {
        let mut depths = Depths::default();
        for step in 0..2 * TRIALS {
            assert!(!depths.compute(|| 0.0, || (false, 0)), "no batch tells nothing");
            let is_deeper = depths.is_deeper();
            assert_eq!(is_deeper, step % 2 == 1, "both are tried in turns");
            let tokens = 200 + 97 * (step % 5);
            let per_token = if is_deeper { below } else { here };
            // One step in each half was disturbed.
            let disturbed = if step / 2 == 3 { 9.0 } else { 1.0 };
            depths.note(tokens, per_token * (tokens as f64 + BESIDES) * disturbed);
        }
        let is_deeper = depths.is_deeper();
        depths.note(1, 1e9);
        assert_eq!(depths.is_deeper(), is_deeper, "what was chosen stays");
        is_deeper
    }

    #[test]
    fn both_depths_are_tried_and_the_faster_one_is_kept() {
        assert!(chosen(2.0, 1.0));
        assert!(!chosen(1.0, 1.2));
        assert!(!chosen(1.0, 1.0), "no deeper than is of use");
    }

    #[test]
    fn what_is_computed_deeper_is_the_same() {
        assert_eq!(deeper(|| 41 + 1), 42);
    }
}
