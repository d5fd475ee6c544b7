//! Which examples go into which batch, and the tensors of a batch.

use burn::tensor::{Bool, Device, Int, Tensor, TensorData};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::Encoded;

/// The tensors of a batch. Shorter texts are padded to the longest one.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Token ids, `[batch, seq]`; 0 where there is no token.
    pub ids: Tensor<2, Int>,
    /// `[batch, seq]`, true where there is no token.
    pub padding: Tensor<2, Bool>,
    /// Classes, `[batch]`.
    pub labels: Tensor<1, Int>,
}

impl Batch {
    /// Puts texts together on a device.
    pub fn new(texts: &[&Encoded], device: &Device) -> Self {
        let seq = texts.iter().map(|text| text.ids.len()).max().unwrap_or_default();
        let mut ids = vec![0_i32; texts.len() * seq];
        let mut padding = vec![true; texts.len() * seq];
        for (row, text) in texts.iter().enumerate() {
            for (column, id) in text.ids.iter().enumerate() {
                ids[row * seq + column] = *id as i32;
                padding[row * seq + column] = false;
            }
        }
        let labels: Vec<i32> = texts.iter().map(|text| text.label as i32).collect();
        Self {
            ids: Tensor::from_data(TensorData::new(ids, [texts.len(), seq]), device),
            padding: Tensor::from_data(TensorData::new(padding, [texts.len(), seq]), device),
            labels: Tensor::from_data(TensorData::new(labels, [texts.len()]), device),
        }
    }
}

/// How many batches' worth of shuffled texts are sorted by length together: more saves padding, fewer
/// mixes better.
const BUCKET: usize = 8;

/// A random generator that depends on the seed of the run and on what it is used for, so that one use
/// does not shift another.
pub fn generator(seed: u32, purpose: u32) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(u64::from(purpose) << 32 | u64::from(seed))
}

/// `count` of `all` indices, drawn without replacement.
pub fn choose(seed: u32, all: usize, count: usize) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..all).collect();
    indices.shuffle(&mut generator(seed, 0));
    indices.truncate(count);
    indices
}

/// What the choices of replayed texts are drawn with: far from the epochs, which count from 1.
const REPLAY: u32 = 1 << 31;

/// The `count` of `all` general texts that join step `step` (counted from 0): all of them in a shuffled
/// order, then in another one, and so on.
pub fn replayed(seed: u32, all: usize, count: usize, step: u32) -> Vec<usize> {
    if all == 0 {
        return Vec::new();
    }
    let first = step as usize * count;
    let mut pass = None;
    let draw = |position: usize| {
        let number = position / all;
        let order = match pass.take() {
            Some((known, order)) if known == number => order,
            _ => {
                let mut order: Vec<usize> = (0..all).collect();
                order.shuffle(&mut generator(seed, REPLAY | number as u32));
                order
            }
        };
        let index = order[position % all];
        pass = Some((number, order));
        index
    };
    (first..first + count).map(draw).collect()
}

/// The batches of an epoch: shuffled, then bucketed so that texts of like length share a batch. Every
/// text occurs once; the batch sizes are `batch_size` but for one.
pub fn plan_epoch(lengths: &[usize], batch_size: usize, seed: u32, epoch: u32) -> Vec<Vec<usize>> {
    let mut generator = generator(seed, epoch + 1);
    let mut indices: Vec<usize> = (0..lengths.len()).collect();
    indices.shuffle(&mut generator);
    for bucket in indices.chunks_mut(batch_size * BUCKET) {
        bucket.sort_by_key(|index| lengths[*index]);
    }
    let mut batches: Vec<Vec<usize>> = indices.chunks(batch_size).map(<[usize]>::to_vec).collect();
    batches.shuffle(&mut generator);
    batches
}

/// Batches for an evaluation: by length, so that there is little padding. Every text occurs once.
pub fn plan_evaluation(lengths: &[usize], batch_size: usize) -> Vec<Vec<usize>> {
    let mut indices: Vec<usize> = (0..lengths.len()).collect();
    indices.sort_by_key(|index| lengths[*index]);
    indices.chunks(batch_size).map(<[usize]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epoch_holds_every_text_once_and_depends_on_seed_and_epoch_alone() {
        let lengths: Vec<usize> = (0..103).map(|index| 5 + index * 7 % 23).collect();
        let plan = plan_epoch(&lengths, 16, 3, 0);
        let mut seen: Vec<usize> = plan.iter().flatten().copied().collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..103).collect::<Vec<_>>());
        assert_eq!(plan.len(), 7);
        assert_eq!(plan, plan_epoch(&lengths, 16, 3, 0));
        assert_ne!(plan, plan_epoch(&lengths, 16, 3, 1));
        assert_ne!(plan, plan_epoch(&lengths, 16, 4, 0));
    }

    #[test]
    fn bucketing_saves_padding() {
        let lengths: Vec<usize> = (0..512).map(|index| 5 + index * 7919 % 40).collect();
        let padding = |plan: &[Vec<usize>]| -> usize {
            let waste = |batch: &Vec<usize>| {
                let longest = batch.iter().map(|index| lengths[*index]).max().unwrap_or_default();
                batch.iter().map(|index| longest - lengths[*index]).sum::<usize>()
            };
            plan.iter().map(waste).sum()
        };
        let bucketed = padding(&plan_epoch(&lengths, 16, 1, 0));
        let plain = padding(&(0..512).collect::<Vec<_>>().chunks(16).map(<[usize]>::to_vec).collect::<Vec<_>>());
        assert!(bucketed * 3 < plain, "{bucketed} of {plain}");
    }

    #[test]
    fn replay_goes_through_all_texts_before_it_repeats_one() {
        let steps = |range: std::ops::Range<u32>| range.flat_map(|step| replayed(4, 10, 3, step)).collect::<Vec<_>>();
        for pass in steps(0..10).chunks(10) {
            let mut pass = pass.to_vec();
            pass.sort_unstable();
            assert_eq!(pass, (0..10).collect::<Vec<_>>());
        }
        assert_eq!(steps(0..10)[12..], steps(4..10), "a resumed run goes on with the same texts");
        assert_ne!(steps(0..3), steps(10..13));
        assert!(replayed(4, 0, 3, 0).is_empty());
    }

    #[test]
    fn a_choice_has_no_repeats_and_grows_from_the_same_start() {
        let mut choice = choose(9, 50, 20);
        assert_eq!(choice, choose(9, 50, 50)[..20]);
        choice.sort_unstable();
        choice.dedup();
        assert_eq!(choice.len(), 20);
    }
}
