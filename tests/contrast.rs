//! The palette keeps its promises: every pair of colours in use has the contrast that WCAG asks for, in
//! both themes, and the two places that hold the dark values agree.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../style/tokens.css");

type Palette = BTreeMap<String, [f64; 3]>;

/// The colours of every rule in the file that sets a paper.
fn palettes() -> Vec<Palette> {
    let rules = TOKENS.split('{').filter_map(|part| part.split('}').next());
    rules.filter(|rule| rule.contains("--paper:")).map(colours).collect()
}

fn colours(rule: &str) -> Palette {
    let declaration = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
        let hex = value.trim().strip_suffix(';')?.strip_prefix('#')?;
        let channel = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        Some((name.to_string(), [channel(0)?, channel(2)?, channel(4)?].map(|value| f64::from(value) / 255.0)))
    };
    rule.lines().filter_map(declaration).collect()
}

/// Relative luminance, as WCAG 2.2 defines it.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = |value: f64| if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(palette: &Palette, a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(palette[a]), luminance(palette[b]));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn assert_contrast(palette: &Palette, texts: &[&str], grounds: &[&str], least: f64) {
    for text in texts {
        for ground in grounds {
            let contrast = contrast(palette, text, ground);
            assert!(contrast >= least, "{text} on {ground} has a contrast of {contrast:.2}, not {least}");
        }
    }
}

#[test]
fn text_is_readable_on_every_ground() {
    let texts = [
        "ink", "ink-soft", "general", "domain", "good", "bad", "tone-1", "tone-2", "tone-3", "tone-4", "tone-5",
        "tone-6",
    ];
    let grounds = ["paper", "leaf", "sunk", "general-soft", "domain-soft", "centre-soft", "bad-soft"];
    for palette in palettes() {
        assert_contrast(&palette, &texts, &grounds, 4.5);
        assert_contrast(&palette, &["on-ink"], &["ink", "ink-hover"], 4.5);
        assert_contrast(&palette, &["leaf"], &["good"], 4.5);
    }
}

#[test]
fn borders_of_controls_and_the_focus_are_visible() {
    for palette in palettes() {
        assert_contrast(&palette, &["line-strong", "focus"], &["paper", "leaf", "sunk"], 3.0);
    }
}

#[test]
fn both_copies_of_the_dark_palette_agree() {
    let [light, by_media, by_attribute] = palettes().try_into().expect("one light and two dark rules");
    assert_eq!(by_media, by_attribute);
    assert_ne!(light, by_media);
}
