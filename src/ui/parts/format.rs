//! Figures in writing: one place decides how many digits, which sign and which unit. Pure.

/// A space that neither breaks nor lets the unit wander to the next line.
const NBSP: char = '\u{a0}';
/// The typographic minus.
const MINUS: char = '\u{2212}';
/// What stands where there is no figure.
pub const NONE: &str = "—";

/// A share as a percentage with one decimal: `93.1 %`.
pub fn percent(share: f64) -> String {
    if share.is_finite() { format!("{:.1}{NBSP}%", share * 100.0) } else { NONE.into() }
}

/// A share as a whole percentage: `93 %`.
pub fn whole_percent(share: f64) -> String {
    if share.is_finite() { format!("{:.0}{NBSP}%", share * 100.0) } else { NONE.into() }
}

/// The difference of two shares in percentage points, with its sign: `+3.2 points`.
pub fn points(difference: f64) -> String {
    let tenths = (difference * 1000.0).round() / 10.0;
    let noun = if tenths.abs() == 1.0 { "point" } else { "points" };
    format!("{}{NBSP}{noun}", signed(tenths, 1))
}

/// A number with its sign and `decimals` decimals: `+0.31`, `−0.31`, `±0`.
pub fn signed(value: f64, decimals: usize) -> String {
    let digits = format!("{:.decimals$}", value.abs());
    if digits.chars().all(|digit| digit == '0' || digit == '.') {
        return "±0".into();
    }
    let sign = if value < 0.0 { MINUS } else { '+' };
    format!("{sign}{digits}")
}

/// A loss or a norm: three decimals, fewer where it is large.
pub fn loss(value: f64) -> String {
    if value.is_nan() {
        "not a number".into()
    } else if value.is_infinite() {
        "∞".into()
    } else if value.abs() < 10.0 {
        format!("{value:.3}")
    } else if value.abs() < 1000.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.1e}")
    }
}

/// A learning rate as people write it: `2e-4`, `0.005`.
pub fn rate(value: f64) -> String {
    if value != 0.0 && value.abs() < 1e-3 { format!("{value:e}") } else { format!("{value}") }
}

/// The label of an axis: as few decimals as tell `value` from its neighbour `step` away.
pub fn tick(value: f64, step: f64) -> String {
    if value != 0.0 && step < 1e-3 {
        let digits = (value.abs().log10().floor() - step.log10().floor()).clamp(0.0, 6.0) as usize;
        let written = format!("{value:.digits$e}");
        return match written.split_once('e') {
            Some((digits, power)) if digits.contains('.') => {
                format!("{}e{power}", digits.trim_end_matches('0').trim_end_matches('.'))
            }
            _ => written,
        };
    }
    if value == 0.0 {
        return "0".into();
    }
    let decimals = (-step.log10().floor()).clamp(0.0, 6.0) as usize;
    let decimals = if step.is_finite() && step > 0.0 { decimals } else { 1 };
    count_with(format!("{value:.decimals$}"))
}

/// A place on an axis of steps or epochs: whole where it is whole, else with two decimals.
pub fn position(value: f64) -> String {
    let decimals = if value.fract() == 0.0 { 0 } else { 2 };
    count_with(format!("{value:.decimals$}"))
}

/// A whole number with commas between thousands: `22,713`.
pub fn count(value: u64) -> String {
    count_with(value.to_string())
}

/// A number of things: `1 step`, `2 steps`.
pub fn plural(value: u64, noun: &str) -> String {
    let ending = if value == 1 { "" } else { "s" };
    format!("{}{NBSP}{noun}{ending}", count(value))
}

/// A duration in the two largest units that matter: `40 s`, `2 min 5 s`, `1 h 3 min`.
pub fn duration(seconds: f64) -> String {
    if !seconds.is_finite() {
        return NONE.into();
    }
    if seconds < 1.0 {
        return format!("less than 1{NBSP}s");
    }
    let whole = seconds.round() as u64;
    match whole {
        0..60 => format!("{whole}{NBSP}s"),
        60..3600 if whole.is_multiple_of(60) => format!("{}{NBSP}min", whole / 60),
        60..600 => format!("{}{NBSP}min {}{NBSP}s", whole / 60, whole % 60),
        600..3600 => format!("{}{NBSP}min", whole / 60),
        _ => format!("{}{NBSP}h {}{NBSP}min", whole / 3600, whole % 3600 / 60),
    }
}

/// A number of bytes: `4.2 MB`.
pub fn bytes(value: f64) -> String {
    match value {
        v if v < 1000.0 => format!("{v:.0}{NBSP}B"),
        v if v < 1e6 => format!("{:.0}{NBSP}kB", v / 1e3),
        v => format!("{:.1}{NBSP}MB", v / 1e6),
    }
}

fn count_with(number: String) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number.as_str()), |rest| ("\u{2212}", rest));
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut grouped = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: String) -> String {
        text.replace(NBSP, " ")
    }

    #[test]
    fn shares_and_their_differences() {
        assert_eq!(plain(percent(0.9314)), "93.1 %");
        assert_eq!(plain(whole_percent(0.9)), "90 %");
        assert_eq!(percent(f64::NAN), NONE);
        assert_eq!(plain(points(0.0321)), "+3.2 points");
        assert_eq!(plain(points(-0.01)), "−1.0 point");
        assert_eq!(plain(points(0.0001)), "±0 points");
    }

    #[test]
    fn losses_of_every_size() {
        assert_eq!(loss(0.41849), "0.418");
        assert_eq!(loss(123.456), "123.5");
        assert_eq!(loss(1.5e9), "1.5e9");
        assert_eq!(loss(f64::INFINITY), "∞");
        assert_eq!(loss(f64::NAN), "not a number");
    }

    #[test]
    fn learning_rates_are_short() {
        assert_eq!(rate(2e-4), "2e-4");
        assert_eq!(rate(5e-3), "0.005");
        assert_eq!(rate(0.0), "0");
        assert_eq!(rate(1e-1), "0.1");
    }

    #[test]
    fn ticks_show_the_decimals_that_matter() {
        assert_eq!(tick(0.5, 0.5), "0.5");
        assert_eq!(tick(2.0, 1.0), "2");
        assert_eq!(tick(1500.0, 500.0), "1,500");
        assert_eq!(tick(0.25, 0.05), "0.25");
        assert_eq!(tick(2e-4, 1e-4), "2e-4");
        assert_eq!(tick(0.0, 1e-4), "0");
        assert_eq!((position(1500.0), position(1.518)), ("1,500".into(), "1.52".into()));
    }

    #[test]
    fn durations_bytes_and_counts() {
        assert_eq!(plain(duration(0.2)), "less than 1 s");
        assert_eq!(plain(duration(40.4)), "40 s");
        assert_eq!(plain(duration(125.0)), "2 min 5 s");
        assert_eq!(plain(duration(120.0)), "2 min");
        assert_eq!(plain(duration(3780.0)), "1 h 3 min");
        assert_eq!(plain(bytes(4_213_000.0)), "4.2 MB");
        assert_eq!(count(22_713), "22,713");
        assert_eq!(plain(plural(1, "step")), "1 step");
        assert_eq!(plain(plural(2000, "step")), "2,000 steps");
    }
}
