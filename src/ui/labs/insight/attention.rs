//! Where the heads look: single matrices out of the answer, and what a row of them says. Pure.

use crate::client::record::When;
use crate::protocol::Attention;

/// One head of one layer, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// The layer.
    pub layer: u32,
    /// The head in it.
    pub head: u32,
}

/// A token that is looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Looked {
    /// Its place in the text.
    pub token: usize,
    /// The weight under the base model.
    pub before: f32,
    /// The weight under the trained model, where there is one.
    pub after: Option<f32>,
}

/// The nearest head that the answer has.
pub fn clamp(attention: &Attention, head: Head) -> Head {
    Head {
        layer: head.layer.min(attention.layers.saturating_sub(1)),
        head: head.head.min(attention.heads.saturating_sub(1)),
    }
}

/// The matrix of a head: `[tokens, tokens]`, each row a token that looks. `None` where there is none, or
/// where it is no numbers.
pub fn matrix(attention: &Attention, when: When, head: Head) -> Option<&[f32]> {
    let all = match when {
        When::Before => &attention.before.0,
        When::After => &attention.after.0,
    };
    let size = attention.tokens.len().pow(2);
    let begin = (head.layer * attention.heads + head.head) as usize * size;
    all.get(begin..begin + size).filter(|matrix| size > 0 && matrix.iter().all(|weight| weight.is_finite()))
}

/// The largest weight of a head, before and after: the scale of both drawings.
pub fn highest(attention: &Attention, head: Head) -> f64 {
    let of = |when| matrix(attention, when, head).unwrap_or_default().iter();
    of(When::Before).chain(of(When::After)).fold(0.0, |highest: f64, weight| highest.max(f64::from(*weight)))
}

/// The tokens that a token looks at most under the base model or under the trained one, at most `most`, by the
/// larger of both weights.
pub fn looked_at(attention: &Attention, head: Head, token: usize, most: usize) -> Vec<Looked> {
    let side = attention.tokens.len();
    let row = |when| matrix(attention, when, head).and_then(|matrix| matrix.get(token * side..(token + 1) * side));
    let Some(before) = row(When::Before) else { return Vec::new() };
    let after = row(When::After);
    let mut looked: Vec<Looked> = before
        .iter()
        .enumerate()
        .map(|(token, before)| Looked { token, before: *before, after: after.map(|after| after[token]) })
        .collect();
    let weight = |looked: &Looked| looked.after.map_or(looked.before, |after| after.max(looked.before));
    looked.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    looked.truncate(most);
    looked
}

/// What a token looks at, in a sentence.
pub fn sentence(attention: &Attention, head: Head, token: usize) -> String {
    let all = looked_at(attention, head, token, attention.tokens.len());
    let name = |token: usize| attention.tokens.get(token).map_or("", String::as_str);
    let own = name(token);
    let Some(before) = all.iter().max_by(|a, b| a.before.total_cmp(&b.before)) else {
        return "There is no attention to read for this head.".into();
    };
    let then = |looked: &Looked| looked.after.map_or(String::new(), |after| format!(" before, {after:.2} after"));
    let first = format!("“{own}” looks most at “{}”: {:.2}{}.", name(before.token), before.before, then(before));
    let trained = all.iter().filter(|looked| looked.after.is_some());
    let after = trained.max_by(|a, b| a.after.unwrap_or_default().total_cmp(&b.after.unwrap_or_default()));
    match after {
        Some(after) if after.token != before.token => {
            let weight = after.after.unwrap_or_default();
            format!(
                "{first} After the run it looks most at “{}”: {weight:.2}, {:.2} before.",
                name(after.token),
                after.before
            )
        }
        _ => first,
    }
}

/// How much a head changed: half the sum of the absolute differences of a row, averaged over the rows; 0 is
/// not at all, 1 is completely elsewhere (the total variation distance).
pub fn change(attention: &Attention, head: Head) -> Option<f64> {
    let (before, after) = (matrix(attention, When::Before, head)?, matrix(attention, When::After, head)?);
    let difference: f64 = before.iter().zip(after).map(|(a, b)| f64::from((a - b).abs())).sum();
    Some(difference / 2.0 / attention.tokens.len() as f64)
}

/// The head that changed most.
pub fn most_changed(attention: &Attention) -> Option<(Head, f64)> {
    let heads = (0..attention.layers).flat_map(|layer| (0..attention.heads).map(move |head| Head { layer, head }));
    let changed = heads.filter_map(|head| Some((head, change(attention, head)?)));
    changed.max_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Floats;

    /// One layer of two heads over two tokens; the second head turns around.
    fn attention() -> Attention {
        Attention {
            tokens: vec!["[CLS]".into(), "pain".into()],
            layers: 1,
            heads: 2,
            before: Floats(vec![0.5, 0.5, 0.25, 0.75, 1.0, 0.0, 0.75, 0.25]),
            after: Floats(vec![0.5, 0.5, 0.25, 0.75, 0.0, 1.0, 0.25, 0.75]),
        }
    }

    const SECOND: Head = Head { layer: 0, head: 1 };

    #[test]
    fn heads_are_cut_out_of_the_answer() {
        let attention = attention();
        assert_eq!(matrix(&attention, When::Before, SECOND), Some(&[1.0, 0.0, 0.75, 0.25][..]));
        assert_eq!(matrix(&attention, When::After, Head { layer: 1, head: 0 }), None);
        assert_eq!((highest(&attention, Head::default()), highest(&attention, SECOND)), (0.75, 1.0));
        assert_eq!(clamp(&attention, Head { layer: 9, head: 9 }), SECOND);
        let untrained = Attention { after: Floats::default(), ..attention };
        assert_eq!(matrix(&untrained, When::After, SECOND), None);
        assert_eq!((change(&untrained, SECOND), most_changed(&untrained)), (None, None));
    }

    #[test]
    fn a_row_is_told_in_words() {
        let attention = attention();
        assert_eq!(sentence(&attention, Head::default(), 1), "“pain” looks most at “pain”: 0.75 before, 0.75 after.");
        assert_eq!(
            sentence(&attention, SECOND, 0),
            "“[CLS]” looks most at “[CLS]”: 1.00 before, 0.00 after. After the run it looks most at “pain”: 1.00, 0.00 before."
        );
        let untrained = Attention { after: Floats::default(), ..attention };
        assert_eq!(sentence(&untrained, SECOND, 1), "“pain” looks most at “[CLS]”: 0.75.");
        assert!(sentence(&untrained, SECOND, 9).starts_with("There is no attention"));
    }

    #[test]
    fn what_is_looked_at_before_or_after_comes_first() {
        let looked = looked_at(&attention(), SECOND, 1, 1);
        assert_eq!(looked, [Looked { token: 0, before: 0.75, after: Some(0.25) }]);
        assert!(looked_at(&attention(), SECOND, 2, 3).is_empty());
    }

    #[test]
    fn the_head_that_turned_around_changed_most() {
        let attention = attention();
        assert_eq!((change(&attention, Head::default()), change(&attention, SECOND)), (Some(0.0), Some(0.75)));
        assert_eq!(most_changed(&attention), Some((SECOND, 0.75)));
    }

    #[test]
    fn weights_that_are_no_numbers_are_not_drawn() {
        let mut broken = attention();
        broken.after.0[5] = f32::NAN;
        assert_eq!(matrix(&broken, When::After, SECOND), None);
        assert!(matrix(&broken, When::After, Head::default()).is_some());
    }
}
