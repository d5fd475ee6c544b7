//! The training maths, checked where it could silently be wrong: gradients, optimizer, padding,
//! reproducibility, checkpoints.
#![cfg(feature = "train")]

mod micro;

use burn::module::{Module, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};
use forget_me_not::config::{RunConfig, Task, TrainingData};
use forget_me_not::data::{Batch, Encoded};
use forget_me_not::model::{Classifier, ModelConfig, Precision, Weights, cross_entropy, read};
use forget_me_not::train::{AdamW, Checkpoint, Evaluator, StepValues};
use micro::{Gradients, MICRO, Nudge, config, learnable, micro_weights, number, session, steps, text};
use pollster::block_on;

fn texts() -> Vec<Encoded> {
    vec![
        text(0, &[1, 5, 9, 2]),
        text(1, &[1, 7, 7, 20, 21, 2]),
        text(1, &[1, 3, 2]),
        text(0, &[1, 28, 14, 15, 16, 17, 18, 2]),
    ]
}

fn loss_of(model: &Classifier, device: &Device) -> Tensor<1> {
    let texts = texts();
    let batch = Batch::new(&texts.iter().collect::<Vec<_>>(), device);
    cross_entropy(model.logits(Task::Condition, batch.ids, batch.padding), batch.labels)
}

#[test]
fn gradients_of_the_whole_model_agree_with_finite_differences() {
    let device = Device::flex().autodiff();
    let weights = micro_weights();
    let model: Classifier = weights.load(MICRO.init(0.0, &device), &device).expect("the weights fit");
    let gradients = GradientsParams::from_grads(loss_of(&model, &device).backward(), &model);
    let mut collected = Gradients { gradients, found: Vec::new() };
    model.visit(&mut collected);

    let plain = Device::flex();
    let fixed: Classifier = weights.load(MICRO.init(0.0, &plain), &plain).expect("the weights fit");
    let step = 1e-2;
    let (mut compared, mut largest) = (0, 0.0_f64);
    for (parameter, gradient) in collected.found.iter().enumerate() {
        let Some(gradient) = gradient else { continue };
        // The entries with the largest gradients, where a wrong one shows, and the first.
        let mut order: Vec<usize> = (0..gradient.len()).collect();
        order.sort_by(|a, b| gradient[*b].abs().total_cmp(&gradient[*a].abs()));
        for index in order.into_iter().take(4).chain([0]) {
            let moved = |by: f32| {
                let model = fixed.clone().map(&mut Nudge { parameter, index, by, seen: 0 });
                number(loss_of(&model, &plain))
            };
            let expected = (moved(step) - moved(-step)) / (2.0 * f64::from(step));
            let found = f64::from(gradient[index]);
            let difference = (expected - found).abs();
            assert!(
                difference < 2e-4 + 0.03 * expected.abs(),
                "parameter {parameter}, entry {index}: {found} by autodiff, {expected} by differences"
            );
            largest = largest.max(expected.abs());
            compared += 1;
        }
    }
    assert!(compared > 150, "only {compared} entries have a gradient");
    assert!(largest > 0.05, "every gradient is tiny: the comparison says nothing");
}

#[test]
fn one_batch_can_be_learned_by_heart() {
    let config = RunConfig { dropout: 0.0, examples: 8, epochs: 150, learning_rate: 1e-2, ..config() };
    let mut session = session(config);
    let losses = steps(&mut session, 150);
    assert!(losses[0].loss > 0.4, "nothing to learn: {}", losses[0].loss);
    assert!(losses[149].loss < 0.01, "still {}", losses[149].loss);
}

#[test]
fn a_learning_rate_of_zero_changes_no_weight() {
    let mut session = session(RunConfig { learning_rate: 0.0, ..config() });
    steps(&mut session, 5);
    let after = block_on(Weights::of_module(&session.model())).expect("the CPU hands its numbers over");
    assert_eq!(after, micro_weights());
}

#[test]
fn the_head_of_another_task_is_left_alone() {
    let mut session = session(config());
    steps(&mut session, 5);
    let after = block_on(Weights::of_module(&session.model())).expect("the CPU hands its numbers over");
    let before = micro_weights();
    let same = |name: &str| before.tensors[name] == after.tensors[name];
    assert!(same("kind.weight") && same("kind.bias"));
    assert!(!same("condition.weight") && !same("encoder.tokens.weight") && !same("encoder.layers.0.expand.bias"));
}

#[test]
fn the_same_seed_makes_the_same_run_and_another_another() {
    let run = |seed| steps(&mut session(RunConfig { seed, ..config() }), 12);
    assert_eq!(run(3), run(3));
    assert_ne!(run(3), run(4));
}

#[test]
fn a_run_on_the_wrong_texts_makes_as_many_steps_as_an_honest_one() {
    let run = |data| session(RunConfig { data, ..config() });
    for data in TrainingData::ALL {
        let run = run(data);
        assert_eq!((run.total_steps(), run.examples().len()), (config().total_steps(), 60), "{data:?}");
    }
    assert!(run(TrainingData::OnlyPositive).examples().iter().all(|text| text.label == 1));
}

#[test]
fn a_run_learns_what_can_be_learned() {
    let mut session = session(RunConfig { epochs: 12, dropout: 0.0, ..config() });
    let total = session.total_steps() as usize;
    let values = steps(&mut session, total);
    let mean = |values: &[StepValues]| values.iter().map(|value| value.loss).sum::<f32>() / values.len() as f32;
    assert!(mean(&values[total - 8..]) < 0.3 * mean(&values[..8]));
}

#[test]
fn a_restored_run_goes_on_as_if_nothing_had_happened() {
    let config = || RunConfig { restore_best: true, ..config() };
    let mut whole = session(config());
    let expected = steps(&mut whole, 14);

    let mut first = session(config());
    for value in steps(&mut first, 6) {
        first.observe(value.loss);
    }
    first.consider(0.5);
    let file = block_on(Checkpoint::save(&first)).expect("the CPU hands its numbers over");

    let mut second = session(config());
    let note = Checkpoint::restore(&file, &mut second).expect("just written");
    assert_eq!((note.step, second.steps_made()), (6, 6));
    let values = steps(&mut second, 8);
    assert_eq!(values, expected[6..]);

    second.consider(0.6);
    assert_eq!(second.restore_best(), Some(6), "the better weights from before the pause were lost");
    let best = block_on(Weights::of_module(&second.model())).expect("the CPU hands its numbers over");
    let first = block_on(Weights::of_module(&first.model())).expect("the CPU hands its numbers over");
    assert_eq!(best, first);
}

#[test]
fn the_best_weights_are_kept_where_they_are_wanted_and_elsewhere_are_not_the_last_ones() {
    let mut unwanted = session(config());
    unwanted.consider(0.5);
    assert_eq!(unwanted.restore_best(), None);

    let mut wanted = session(RunConfig { restore_best: true, ..config() });
    steps(&mut wanted, 2);
    wanted.consider(0.5);
    assert_eq!(wanted.restore_best(), None, "the last ones are the best ones");
}

#[test]
fn a_damaged_or_foreign_checkpoint_is_refused() {
    let mut run = session(config());
    steps(&mut run, 2);
    let file = block_on(Checkpoint::save(&run)).expect("the CPU hands its numbers over");
    assert!(Checkpoint::restore(&file[..file.len() / 2], &mut session(config())).is_err());
    assert!(Checkpoint::restore(b"", &mut session(config())).is_err());
    let weights = micro_weights().to_bytes(Precision::Single, &[]).expect("shapes and values agree");
    let error = Checkpoint::restore(&weights, &mut session(config())).expect_err("it has no note");
    assert!(error.to_string().contains("description"), "{error}");
}

#[test]
fn padding_never_changes_a_prediction() {
    let device = Device::flex();
    let model: Classifier = micro_weights().load(MICRO.init(0.0, &device), &device).expect("the weights fit");
    let texts = texts();
    let together = Batch::new(&texts.iter().collect::<Vec<_>>(), &device);
    let together = block_on(read(model.logits(Task::Kind, together.ids, together.padding))).expect("the CPU answers");
    for (index, text) in texts.iter().enumerate() {
        let alone = Batch::new(&[text], &device);
        let alone = block_on(read(model.logits(Task::Kind, alone.ids, alone.padding))).expect("the CPU answers");
        for (a, b) in alone.iter().zip(&together[index * 5..]) {
            assert!((a - b).abs() < 1e-5, "text {index}: {a} alone, {b} in a batch");
        }
    }
}

#[test]
fn an_evaluation_keeps_the_order_of_the_texts() {
    let device = Device::flex();
    let model: Classifier = micro_weights().load(MICRO.init(0.0, &device), &device).expect("the weights fit");
    let texts = learnable();
    let mut evaluator = Evaluator::new(&texts, Task::Kind);
    while evaluator.advance(&model, &device).is_some() {}
    let all = block_on(evaluator.finish()).expect("the CPU answers");
    assert_eq!(all.len(), texts.len() * 5);
    for (index, text) in texts.iter().enumerate().step_by(13) {
        let batch = Batch::new(&[text], &device);
        let alone = block_on(read(model.probabilities(Task::Kind, batch.ids, batch.padding))).expect("the CPU answers");
        for (a, b) in alone.iter().zip(&all[index * 5..]) {
            assert!((a - b).abs() < 1e-5);
        }
    }
}

/// AdamW by hand on two numbers, three steps, against an independent computation in `f64`.
#[test]
fn the_optimizer_follows_its_formula() {
    #[derive(Module, Debug)]
    struct Toy {
        weight: Param<Tensor<2>>,
        bias: Param<Tensor<1>>,
    }
    let device = Device::flex().autodiff();
    let mut toy = Toy {
        weight: Param::from_tensor(Tensor::from_floats([[1.0]], &device).require_grad()),
        bias: Param::from_tensor(Tensor::from_floats([2.0], &device).require_grad()),
    };
    let (decay, clip, rate) = (0.1, 1.0, 0.05);
    let mut optimizer = AdamW::new(decay, clip);
    let mut expected = [1.0_f64, 2.0];
    let (mut first, mut second) = ([0.0; 2], [0.0; 2]);
    for step in 1..=3 {
        // Loss w² + 3 b, so that the gradient is (2 w, 3).
        let loss = toy.weight.val().square().sum() + toy.bias.val().sum().mul_scalar(3.0);
        let gradients = GradientsParams::from_grads(loss.backward(), &toy);
        let (stepped, norm) = optimizer.step(toy, gradients, rate);
        toy = stepped;

        let gradient = [2.0 * expected[0], 3.0];
        let length = gradient[0].hypot(gradient[1]);
        assert!((number(norm) - length).abs() < 1e-4);
        for index in 0..2 {
            let clipped = gradient[index] * (clip / length).min(1.0);
            first[index] = 0.9 * first[index] + 0.1 * clipped;
            second[index] = 0.999 * second[index] + 0.001 * clipped * clipped;
            let mean = first[index] / (1.0 - 0.9_f64.powi(step));
            let square = second[index] / (1.0 - 0.999_f64.powi(step));
            // Only the weight, of rank 2, decays.
            let kept = if index == 0 { 1.0 - rate * decay } else { 1.0 };
            expected[index] = expected[index] * kept - rate * mean / (square.sqrt() + 1e-8);
        }
    }
    assert!((number(toy.weight.val().inner().flatten(0, 1)) - expected[0]).abs() < 1e-5);
    assert!((number(toy.bias.val().inner()) - expected[1]).abs() < 1e-5);
}

#[test]
fn weights_survive_a_file_and_refuse_a_wrong_one() {
    let weights = micro_weights();
    let single = weights.to_bytes(Precision::Single, &[("key", "value".into())]).expect("shapes and values agree");
    assert_eq!(Weights::from_bytes(&single).expect("just written"), weights);
    assert_eq!(Weights::note(&single, "key").expect("just written").as_deref(), Some("value"));

    let half = weights.to_bytes(Precision::Half, &[]).expect("shapes and values agree");
    assert!(half.len() < single.len());
    let rounded = Weights::from_bytes(&half).expect("just written");
    for (name, tensor) in &weights.tensors {
        for (a, b) in tensor.values.iter().zip(&rounded.tensors[name].values) {
            assert!((a - b).abs() <= a.abs() * 1e-3 + 1e-6, "{name}: {a} became {b}");
        }
    }

    assert!(Weights::from_bytes(&single[..single.len() - 7]).is_err());
    let device = Device::flex();
    let larger = ModelConfig { d_model: 16, ..MICRO };
    let error = weights.load(larger.init(0.0, &device), &device).expect_err("another size");
    assert!(error.to_string().contains("shape"), "{error}");
}
