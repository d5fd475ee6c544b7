//! What each strategy promises: what is frozen stays, what is added changes nothing at first, what pulls
//! pulls by its formula, and a run that is interrupted goes on as it would have.
#![cfg(feature = "train")]

mod micro;

use burn::module::{Module, ModuleMapper, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};
use forget_me_not::config::{LoraTargets, RunConfig, Schedule, Strategy, Task};
use forget_me_not::data::{Batch, Encoded};
use forget_me_not::model::{Classifier, HostTensor, Weights, cross_entropy, named_parameters, read};
use forget_me_not::protocol::Part;
use forget_me_not::train::{Checkpoint, Fisher, Looker, Penalty, Session, SessionError};
use micro::{Gradients, MICRO, Nudge, config, general, learnable, micro_weights, number, session, steps, text};
use pollster::block_on;

const LORA: Strategy = Strategy::Lora { rank: 2, alpha: 4.0, targets: LoraTargets::All, merge: false };

fn with(strategy: Strategy) -> RunConfig {
    RunConfig { strategy, dropout: 0.0, ..config() }
}

fn weights_of(model: &Classifier) -> Weights {
    block_on(Weights::of_module(model)).expect("the CPU hands its numbers over")
}

fn values(tensor: Tensor<2>) -> Vec<f32> {
    block_on(read(tensor)).expect("the CPU hands its numbers over")
}

fn logits(model: &Classifier, texts: &[Encoded], device: &Device) -> Vec<f32> {
    let batch = Batch::new(&texts.iter().collect::<Vec<_>>(), device);
    values(model.logits(Task::Condition, batch.ids, batch.padding).inner())
}

fn largest_difference(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// The model of a session that has made some steps.
fn trained(strategy: Strategy, count: usize) -> (Session, Weights) {
    let mut run = session(with(strategy));
    steps(&mut run, count);
    let after = weights_of(&run.model());
    (run, after)
}

/// Names of the tensors that differ from the start by even a bit.
fn changed(after: &Weights) -> Vec<String> {
    let before = micro_weights();
    let bits = |tensor: &HostTensor| tensor.values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    let differs = |(name, tensor): &(&String, &HostTensor)| bits(&after.tensors[*name]) != bits(tensor);
    before.tensors.iter().filter(differs).map(|(name, _)| name.clone()).collect()
}

#[test]
fn what_a_strategy_freezes_does_not_change_by_a_bit() {
    let of = |strategy| changed(&trained(strategy, 6).1);
    assert_eq!(of(Strategy::HeadOnly), ["condition.bias", "condition.weight"]);

    let last = of(Strategy::LastLayers { layers: 1 });
    let upper = |name: &String| name.starts_with("encoder.layers.1.") || name.starts_with("condition.");
    assert!(last.iter().all(upper), "{last:?}");
    assert!(last.len() > 15, "the last layer is trained whole: {last:?}");

    assert_eq!(of(LORA), ["condition.bias", "condition.weight"], "the weights below the updates stay");

    let full = of(Strategy::Full);
    assert!(full.iter().any(|name| name == "encoder.tokens.weight"));
    let others = |name: &String| name.starts_with("kind.") || name.starts_with("spam.");
    for strategy in Strategy::ALL {
        assert!(!of(strategy).iter().any(others), "{strategy:?} moves the head of another task");
    }
}

#[test]
fn more_layers_than_the_model_has_are_all_of_them_but_not_the_embeddings() {
    let all = changed(&trained(Strategy::LastLayers { layers: 3 }, 3).1);
    assert!(all.iter().any(|name| name.starts_with("encoder.layers.0.")));
    assert!(!all.iter().any(|name| name.starts_with("encoder.tokens") || name.starts_with("encoder.norm")));
}

#[test]
fn the_cost_of_a_strategy_is_what_it_trains_and_keeps() {
    let whole: usize = micro_weights().tensors.values().map(|tensor| tensor.values.len()).sum();
    let (d, ff) = (8, 16);
    let (head, others) = (d * 2 + 2, d * 5 + 5 + d * 2 + 2);
    let layer = 4 * (d * d + d) + 2 * d + (d * ff + ff) + (ff * d + d) + 2 * d;
    let of = |strategy| session(with(strategy)).cost();
    let check = |strategy, trainable: usize, frozen: usize, state: usize| {
        let cost = of(strategy);
        assert_eq!((cost.trainable, cost.frozen, cost.state), (trainable as u32, frozen as u32, state as u32));
    };
    let free = whole - others;
    check(Strategy::Full, free, others, 3 * free);
    check(Strategy::HeadOnly, head, whole - head, 3 * head);
    check(Strategy::LastLayers { layers: 1 }, layer + head, whole - layer - head, 3 * (layer + head));
    check(Strategy::L2Sp { strength: 0.1 }, free, others, 4 * free);
    check(Strategy::Ewc { strength: 1.0 }, free, others, 5 * free);
    check(Strategy::Averaged { trained: 0.5 }, free, others, 3 * free + whole);
    let lora = |targets| Strategy::Lora { rank: 2, alpha: 4.0, targets, merge: true };
    let square = 2 * (d + d);
    check(lora(LoraTargets::QueryValue), head + 2 * 2 * square, whole - head, 3 * (head + 2 * 2 * square));
    check(lora(LoraTargets::Attention), head + 2 * 4 * square, whole - head, 3 * (head + 2 * 4 * square));
    let all = head + 2 * (4 * square + 2 * 2 * (d + ff));
    check(lora(LoraTargets::All), all, whole - head, 3 * all);
}

#[test]
fn lora_starts_as_the_identity_and_merging_changes_no_answer() {
    let device = Device::flex();
    let texts = learnable();
    let base: Classifier = micro_weights().load(MICRO.init(0.0, &device), &device).expect("the weights fit");
    let before = logits(&base, &texts, &device);
    for targets in LoraTargets::ALL {
        let strategy = Strategy::Lora { rank: 3, alpha: 8.0, targets, merge: false };
        let mut run = session(with(strategy));
        assert_eq!(largest_difference(&logits(&run.model(), &texts, &device), &before), 0.0, "{targets:?}");
        steps(&mut run, 30);
        let after = logits(&run.model(), &texts, &device);
        assert!(largest_difference(&after, &before) > 0.05, "{targets:?} learns nothing");
        let merged = run.model().materialize();
        assert!(largest_difference(&logits(&merged, &texts, &device), &after) < 1e-5, "{targets:?}");
        assert_eq!(named_parameters(&merged).len(), named_parameters(&base).len(), "the model has its old size");
        assert!(named_parameters(&run.model()).len() > named_parameters(&base).len());
    }
}

#[test]
fn a_run_that_merges_ends_with_a_model_of_the_old_size() {
    let mut run = session(with(Strategy::Lora { rank: 2, alpha: 4.0, targets: LoraTargets::All, merge: true }));
    steps(&mut run, 10);
    let device = Device::flex();
    let before = logits(&run.model(), &learnable(), &device);
    run.finish();
    let names = |model: &Classifier| named_parameters(model).into_iter().map(|p| p.name).collect::<Vec<_>>();
    assert!(!names(&run.model()).iter().any(|name| name.contains("lora")));
    assert!(largest_difference(&logits(&run.model(), &learnable(), &device), &before) < 1e-5);
}

#[test]
fn replay_adds_the_share_of_general_texts_that_was_asked_for() {
    for share in [0.2, 0.5, 0.75] {
        let mut run = session(RunConfig { batch_size: 16, ..with(Strategy::Replay { share }) });
        let (mut own, mut general) = (0, 0);
        for _ in 0..run.total_steps() {
            let (target, replayed) = run.next_texts();
            let batch = (target.len() + replayed.len()) as f64;
            assert!((replayed.len() as f64 - share * batch).abs() <= 0.5 / (1.0 - share), "{share} of {batch}");
            own += target.len();
            general += replayed.len();
            steps(&mut run, 1);
        }
        assert_eq!(own, 180, "every domain text is still read once in each of three epochs");
        assert!((general as f64 / (own + general) as f64 - share).abs() < 0.01);
    }
    assert!(session(with(Strategy::Full)).next_texts().1.is_empty());
}

#[test]
fn replay_teaches_what_it_repeats() {
    // The general texts have tokens of their own: their embeddings move only where they are read.
    let moved = |strategy| {
        let after = trained(strategy, 8).1;
        let (before, row) = (micro_weights(), 26 * 8..30 * 8);
        largest_difference(
            &after.tensors["encoder.tokens.weight"].values[row.clone()],
            &before.tensors["encoder.tokens.weight"].values[row],
        )
    };
    assert!(moved(Strategy::Replay { share: 0.5 }) > 5e-3);
    // Weight decay alone moves them a little.
    assert!(moved(Strategy::Full) < 1e-3);
}

#[test]
fn a_strategy_that_needs_general_texts_says_so() {
    for strategy in [Strategy::Replay { share: 0.5 }, Strategy::Ewc { strength: 1.0 }] {
        let refused = Session::new(with(strategy), &MICRO, &micro_weights(), learnable(), &Device::flex());
        assert!(matches!(refused, Err(SessionError::NoGeneralTexts)));
    }
}

/// The gradient of every parameter with and without a penalty, and the penalty's value where one number is
/// moved.
fn penalty_agrees_with_finite_differences(penalty: &Penalty, model: &Classifier, device: &Device) {
    let gradients = |add: bool| {
        let batch = Batch::new(&learnable().iter().take(8).collect::<Vec<_>>(), device);
        let loss = cross_entropy(model.logits(Task::Condition, batch.ids, batch.padding), batch.labels);
        let gradients = GradientsParams::from_grads(loss.backward(), model);
        let gradients = if add { penalty.add_gradients(model, gradients) } else { gradients };
        let mut collected = Gradients { gradients, found: Vec::new() };
        model.visit(&mut collected);
        collected.found
    };
    let (plain, pulled) = (gradients(false), gradients(true));
    let value = |parameter: usize, index: usize, by: f32| {
        let moved = model.clone().map(&mut Nudge { parameter, index, by, seen: 0 });
        number(penalty.value(&moved).expect("something is trained"))
    };
    let (mut compared, mut largest) = (0, 0.0_f64);
    for (parameter, (plain, pulled)) in plain.iter().zip(&pulled).enumerate() {
        let (Some(plain), Some(pulled)) = (plain, pulled) else { continue };
        let pull: Vec<f64> = plain.iter().zip(pulled).map(|(a, b)| f64::from(b - a)).collect();
        let mut order: Vec<usize> = (0..pull.len()).collect();
        order.sort_by(|a, b| pull[*b].abs().total_cmp(&pull[*a].abs()));
        for index in order.into_iter().take(2) {
            let step = 0.05;
            let expected = (value(parameter, index, step) - value(parameter, index, -step)) / (2.0 * f64::from(step));
            assert!(
                (expected - pull[index]).abs() < 1e-3 + 0.02 * expected.abs(),
                "parameter {parameter}, entry {index}: {} by formula, {expected} by differences",
                pull[index]
            );
            largest = largest.max(expected.abs());
            compared += 1;
        }
    }
    assert!(compared > 60, "only {compared} entries were compared");
    assert!(largest > 0.02, "the pull is tiny: the comparison says nothing");
}

/// Moves every number of a model by a little that depends on its place.
struct Shake;

impl ModuleMapper for Shake {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        param.map(|value| {
            let shape = value.shape();
            let places: Tensor<1> = Tensor::arange(0..shape.num_elements() as i64, &value.device()).float();
            let moved = value.inner() + places.inner().mul_scalar(0.7).sin().mul_scalar(0.05).reshape(shape);
            Tensor::from_inner(moved).require_grad()
        })
    }
}

#[test]
fn the_pull_of_l2_sp_agrees_with_finite_differences() {
    let device = Device::flex().autodiff();
    let start: Classifier = micro_weights().load(MICRO.init(0.0, &device), &device).expect("the weights fit");
    let penalty = Penalty::l2_sp(&start, 0.8);
    assert_eq!(number(penalty.value(&start).expect("all is trained")), 0.0);
    penalty_agrees_with_finite_differences(&penalty, &start.map(&mut Shake), &device);
}

#[test]
fn the_pull_of_ewc_agrees_with_finite_differences() {
    let device = Device::flex().autodiff();
    let start: Classifier = micro_weights().load(MICRO.init(0.0, &device), &device).expect("the weights fit");
    let mut fisher = Fisher::new(&start, general()[..6].to_vec());
    while fisher.advance(Task::Condition, &device) {}
    let penalty = Penalty::elastic(&start, &fisher, 60.0);
    assert_eq!(number(penalty.value(&start).expect("all is trained")), 0.0);
    penalty_agrees_with_finite_differences(&penalty, &start.map(&mut Shake), &device);
}

#[test]
fn the_fisher_information_agrees_with_finite_differences() {
    let device = Device::flex().autodiff();
    // Dropout would blur it: the estimate must leave it out.
    let model: Classifier = micro_weights().load(MICRO.init(0.4, &device), &device).expect("the weights fit");
    let texts = general()[..3].to_vec();
    let mut fisher = Fisher::new(&model, texts.clone());
    let mut read_texts = 0;
    while fisher.advance(Task::Condition, &device) {
        read_texts += 1;
    }
    assert_eq!(read_texts, 3);

    let plain = Device::flex();
    let fixed: Classifier = micro_weights().load(MICRO.init(0.0, &plain), &plain).expect("the weights fit");
    let log_probabilities = |model: &Classifier| -> Vec<f64> {
        let batch = Batch::new(&texts.iter().collect::<Vec<_>>(), &plain);
        values(model.probabilities(Task::Condition, batch.ids, batch.padding))
            .into_iter()
            .map(|p| f64::from(p).ln())
            .collect()
    };
    let here = log_probabilities(&fixed);
    let mut largest = 0.0_f64;
    for (parameter, named) in named_parameters(&model).iter().enumerate() {
        let Some(found) = fisher.of(named.id) else { continue };
        let found = block_on(read(found)).expect("the CPU hands its numbers over");
        let index = (0..found.len()).max_by(|a, b| found[*a].total_cmp(&found[*b])).expect("not empty");
        let step = 1e-2;
        let at = |by| log_probabilities(&fixed.clone().map(&mut Nudge { parameter, index, by, seen: 0 }));
        let (up, down) = (at(step), at(-step));
        let slope = |row: usize| (up[row] - down[row]) / (2.0 * f64::from(step));
        let expected: f64 = (0..6).map(|row| here[row].exp() * slope(row).powi(2)).sum::<f64>() / 3.0;
        assert!(
            (expected - f64::from(found[index])).abs() < 1e-4 + 0.05 * expected,
            "{}: {} by gradients, {expected} by differences",
            named.name,
            found[index]
        );
        largest = largest.max(expected);
    }
    assert!(largest > 1e-3, "nothing matters: the comparison says nothing");
}

#[test]
fn a_stronger_pull_stays_closer_to_the_start() {
    let distance = |strategy| {
        let after = trained(strategy, 24).1;
        let before = micro_weights();
        let of = |(name, tensor): (&String, &HostTensor)| -> f64 {
            let pairs = tensor.values.iter().zip(&after.tensors[name].values);
            pairs.map(|(a, b)| f64::from(a - b).powi(2)).sum()
        };
        before.tensors.iter().map(of).sum::<f64>().sqrt()
    };
    let full = distance(Strategy::Full);
    assert!(distance(Strategy::L2Sp { strength: 1.0 }) < 0.8 * full);
    assert!(distance(Strategy::Ewc { strength: 1e4 }) < 0.9 * full);
}

#[test]
fn layers_have_their_own_learning_rates() {
    let config = |strategy| RunConfig { weight_decay: 0.0, clip_norm: 0.0, ..with(strategy) };
    let first_change = |strategy, name: &str| {
        let mut run = session(config(strategy));
        steps(&mut run, 1);
        largest_difference(&weights_of(&run.model()).tensors[name].values, &micro_weights().tensors[name].values)
    };
    // AdamW's first step moves every weight by the learning rate, whatever its gradient.
    let rate = config(Strategy::Full).learning_rate as f32;
    let decayed = Strategy::LayerwiseDecay { decay: 0.5 };
    for (name, factor) in [
        ("condition.weight", 1.0),
        ("encoder.layers.1.expand.weight", 0.5),
        ("encoder.layers.0.expand.weight", 0.25),
        ("encoder.tokens.weight", 0.125),
        ("encoder.norm.gamma", 0.125),
    ] {
        let full = first_change(Strategy::Full, name);
        assert!((full - rate).abs() < 0.02 * rate, "{name}: {full}");
        let found = first_change(decayed, name);
        assert!((found - factor * rate).abs() < 0.02 * rate, "{name}: {found} instead of {factor} times {rate}");
    }
}

#[test]
fn weight_averaging_gives_back_both_ends_and_lies_between() {
    let run = |trained| {
        let mut run = session(with(Strategy::Averaged { trained }));
        steps(&mut run, 10);
        let end = weights_of(&run.model());
        run.finish();
        (weights_of(&run.model()), end)
    };
    assert_eq!(run(0.0).0, micro_weights());
    let (whole, end) = run(1.0);
    assert_eq!(whole, end);
    let (half, end) = run(0.5);
    for (name, tensor) in &micro_weights().tensors {
        for ((start, end), mixed) in tensor.values.iter().zip(&end.tensors[name].values).zip(&half.tensors[name].values)
        {
            assert!((mixed - (start + end) / 2.0).abs() < 1e-6, "{name}");
        }
    }
}

#[test]
fn low_rank_updates_are_averaged_too() {
    let device = Device::flex();
    let (run, _) = trained(LORA, 20);
    let end = run.model().materialize();
    let at = |share| logits(&run.model().between(run.start(), share), &learnable(), &device);
    assert!(largest_difference(&at(1.0), &logits(&end, &learnable(), &device)) < 1e-5);
    assert_eq!(largest_difference(&at(0.0), &logits(run.start(), &learnable(), &device)), 0.0);
}

#[test]
fn the_same_seed_makes_the_same_run_of_every_strategy() {
    for strategy in Strategy::ALL {
        let run = |seed| steps(&mut session(RunConfig { seed, dropout: 0.1, ..with(strategy) }), 6);
        assert_eq!(run(3), run(3), "{strategy:?}");
        assert_ne!(run(3), run(4), "{strategy:?}");
    }
}

#[test]
fn a_restored_run_of_every_strategy_goes_on_as_if_nothing_had_happened() {
    for strategy in Strategy::ALL {
        let config = RunConfig { dropout: 0.1, ..with(strategy) };
        let mut whole = session(config.clone());
        let expected = steps(&mut whole, 10);
        whole.finish();

        let mut first = session(config.clone());
        steps(&mut first, 4);
        let file = block_on(Checkpoint::save(&first)).expect("the CPU hands its numbers over");
        assert!(Checkpoint::start(&file).expect("just written").is_none(), "the base model is at hand");
        let mut second = session(config);
        Checkpoint::restore(&file, &mut second).expect("just written");
        assert_eq!(steps(&mut second, 6), expected[4..], "{strategy:?}");
        second.finish();
        assert_eq!(weights_of(&second.model()), weights_of(&whole.model()), "{strategy:?}");
    }
}

#[test]
fn a_run_after_another_one_carries_its_start_in_its_checkpoint() {
    let (earlier, weights) = trained(Strategy::Full, 5);
    let config =
        RunConfig { after: Some(Box::new(earlier.config().clone())), ..with(Strategy::L2Sp { strength: 0.5 }) };
    let begin = |start: &Weights| {
        Session::new(config.clone(), &MICRO, start, learnable(), &Device::flex()).expect("the weights fit")
    };
    let expected = steps(&mut begin(&weights), 8);
    let mut first = begin(&weights);
    steps(&mut first, 3);
    let file = block_on(Checkpoint::save(&first)).expect("the CPU hands its numbers over");
    let start = Checkpoint::start(&file).expect("just written").expect("it is not the base model");
    assert_eq!(start, weights);
    let mut second = begin(&start);
    Checkpoint::restore(&file, &mut second).expect("just written");
    assert_eq!(steps(&mut second, 5), expected[3..]);
}

/// Newton's method in `f64` for logistic regression with a bias; the probability of class 1 for each row.
fn logistic_regression(features: &[Vec<f64>], labels: &[usize]) -> Vec<f64> {
    let size = features[0].len() + 1;
    let rows: Vec<Vec<f64>> = features.iter().map(|row| row.iter().copied().chain([1.0]).collect()).collect();
    let mut weights = vec![0.0; size];
    let probability = |weights: &[f64], row: &[f64]| -> f64 {
        1.0 / (1.0 + (-row.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>()).exp())
    };
    for _ in 0..60 {
        let mut system = vec![vec![0.0; size + 1]; size];
        for (row, label) in rows.iter().zip(labels) {
            let p = probability(&weights, row);
            for i in 0..size {
                for j in 0..size {
                    system[i][j] += p * (1.0 - p) * row[i] * row[j];
                }
                system[i][size] += (*label as f64 - p) * row[i];
            }
        }
        for (weight, step) in weights.iter_mut().zip(solve(system)) {
            *weight += step;
        }
    }
    rows.iter().map(|row| probability(&weights, row)).collect()
}

/// Gaussian elimination with pivoting on an augmented matrix.
fn solve(mut system: Vec<Vec<f64>>) -> Vec<f64> {
    let size = system.len();
    for column in 0..size {
        let pivot = (column..size).max_by(|a, b| system[*a][column].abs().total_cmp(&system[*b][column].abs()));
        system.swap(column, pivot.expect("not empty"));
        let pivot = system[column].clone();
        for (_, row) in system.iter_mut().enumerate().filter(|(row, _)| *row != column) {
            let factor = row[column] / pivot[column];
            row.iter_mut().zip(&pivot).for_each(|(value, above)| *value -= factor * above);
        }
    }
    (0..size).map(|row| system[row][size] / system[row][row]).collect()
}

#[test]
fn head_only_is_logistic_regression_on_frozen_features() {
    // Labels that no line separates, so that the best weights are finite.
    let texts: Vec<Encoded> = learnable()
        .iter()
        .enumerate()
        .map(|(i, text)| Encoded { label: (i * 7 / 3 + i / 5) % 2, ..text.clone() })
        .collect();
    let plain = Device::flex();
    // Without what mixes the tokens of a text, random features tell texts apart well enough for AdamW to come
    // to rest; else the problem is so ill-conditioned that it crawls.
    let mut weights = micro_weights();
    for (name, tensor) in &mut weights.tensors {
        if name.contains("positions") || name.contains("attention.output") || name.contains("contract") {
            tensor.values.fill(0.0);
        }
    }
    let base: Classifier = weights.load(MICRO.init(0.0, &plain), &plain).expect("the weights fit");
    let batch = Batch::new(&texts.iter().collect::<Vec<_>>(), &plain);
    let pooled = values(base.encoder.pooled(batch.ids, batch.padding));
    // The last norm makes every row add up to zero: the eighth feature says nothing that the others do not.
    let features: Vec<Vec<f64>> =
        pooled.chunks(8).map(|row| row[..7].iter().map(|value| f64::from(*value)).collect()).collect();
    let labels: Vec<usize> = texts.iter().map(|text| text.label).collect();
    let expected = logistic_regression(&features, &labels);

    let config = RunConfig {
        learning_rate: 0.3,
        schedule: Schedule::Cosine,
        weight_decay: 0.0,
        clip_norm: 0.0,
        epochs: 1500,
        batch_size: 90,
        examples: 90,
        // Of the encoder, which is frozen and so has none; in front of the head there is none either.
        ..with(Strategy::HeadOnly)
    };
    let mut run = Session::new(config, &MICRO, &weights, texts.clone(), &plain).expect("the weights fit");
    steps(&mut run, 1500);
    let found = logits(&run.model(), &texts, &plain);
    let mut spread = 0.0_f64;
    for (row, expected) in found.chunks(2).zip(&expected) {
        let found = 1.0 / (1.0 + f64::from(row[0] - row[1]).exp());
        assert!((found - expected).abs() < 2e-3, "{found} by training, {expected} by Newton's method");
        spread = spread.max((expected - 0.5).abs());
    }
    assert!(spread > 0.1, "every probability is a half: the comparison says nothing");
}

#[test]
fn a_look_inside_sees_what_moved_and_nothing_else() {
    let device = Device::flex();
    let probes: Vec<Encoded> = general().into_iter().take(12).chain(learnable().into_iter().take(12)).collect();
    let look = |run: &Session| {
        let looker = block_on(Looker::new(run.start(), "condition", probes.clone(), &device)).expect("the CPU answers");
        block_on(looker.look(&run.model(), run.steps_made())).expect("the CPU answers").expect("it is made of numbers")
    };
    let parts = [Part::Embeddings, Part::Layer(0), Part::Layer(1), Part::Head];

    let fresh = look(&session(with(Strategy::Full)));
    assert_eq!(fresh.parts.iter().map(|part| part.part).collect::<Vec<_>>(), parts);
    assert!(fresh.parts.iter().all(|part| part.moved == 0.0));
    assert!(fresh.parts[..3].iter().all(|part| part.cka.is_some_and(|cka| (cka - 1.0).abs() < 1e-5)));
    assert_eq!((fresh.parts[3].cka, fresh.points.0.len()), (None, 48));

    let head = look(&trained(Strategy::HeadOnly, 6).0);
    assert!(head.parts[..3].iter().all(|part| part.moved == 0.0) && head.parts[3].moved > 0.0);
    assert_eq!(head.points, fresh.points, "what the encoder puts out is as it was");

    let last = look(&trained(Strategy::LastLayers { layers: 1 }, 20).0);
    assert!(last.parts[..2].iter().all(|part| part.moved == 0.0) && last.parts[2].moved > 0.0);
    assert!(last.parts[2].cka.is_some_and(|cka| cka < 0.9999));
    assert_ne!(last.points, fresh.points);

    let low_rank = look(&trained(LORA, 20).0);
    assert!(low_rank.parts[1].moved > 0.0, "a low-rank update moves the weights that it is added to");
    assert_eq!(low_rank.parts[0].moved, 0.0);
}

#[test]
fn attention_rows_are_shares_and_padding_gets_none() {
    let device = Device::flex();
    let model: Classifier = micro_weights().load(MICRO.init(0.0, &device), &device).expect("the weights fit");
    let texts = [text(0, &[1, 5, 9, 2]), text(1, &[1, 7, 7, 20, 21, 2])];
    let batch = Batch::new(&texts.iter().collect::<Vec<_>>(), &device);
    let layers = model.encoder.attention(batch.ids, batch.padding);
    assert_eq!(layers.len(), 2);
    for weights in layers {
        assert_eq!(weights.dims(), [2, 2, 6, 6]);
        let weights = block_on(read(weights)).expect("the CPU hands its numbers over");
        for row in weights.chunks(6) {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        }
        // The first text has four tokens; the last two places of its rows are padding.
        assert!(weights[..2 * 36].chunks(6).all(|row| row[4] < 1e-6 && row[5] < 1e-6));
    }
}
