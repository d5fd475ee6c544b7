//! A thousand people as icons: where each group of them stands in the drawing. Pure.

use std::fmt::Write as _;

use crate::metrics::Natural;

/// People in a row.
pub const ROW: u32 = 40;
/// Size of the field of one person, in the drawing's units.
pub const FIELD: u32 = 12;

/// The four groups in the order in which they are drawn, each as the `d` of the region that it fills:
/// found, missed, alarmed, left alone. Regions are filled with a pattern of icons, so that a move of the
/// threshold changes four paths and not a thousand icons.
pub fn regions(natural: &Natural) -> [String; 4] {
    let mut begin = 0;
    [natural.found, natural.missed, natural.alarmed, natural.left_alone].map(|count| {
        let d = region(begin, begin + count);
        begin += count;
        d
    })
}

/// The fields from `begin` to before `end`, counted row by row.
fn region(begin: u32, end: u32) -> String {
    let mut d = String::new();
    let mut from = begin;
    while from < end {
        let row = from / ROW;
        // Whole rows go into one rectangle.
        let rows = if from.is_multiple_of(ROW) { ((end - from) / ROW).max(1) } else { 1 };
        let until = if rows > 1 { from + rows * ROW } else { end.min((row + 1) * ROW) };
        let (x, width) = (from % ROW, if rows > 1 { ROW } else { until - from });
        // Writing to a string cannot fail.
        let _ = write!(d, "M{} {}h{}v{}h-{2}z", x * FIELD, row * FIELD, width * FIELD, rows * FIELD);
        from = until;
    }
    d
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The area of the rectangles of a path, in fields.
    fn fields(d: &str) -> u32 {
        let rectangle = |part: &str| {
            let numbers: Vec<u32> =
                part.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
            numbers[2] * numbers[3] / (FIELD * FIELD)
        };
        d.split('M').filter(|part| !part.is_empty()).map(rectangle).sum()
    }

    #[test]
    fn every_person_stands_in_one_field() {
        for (found, missed, alarmed) in [(0, 0, 0), (9, 3, 30), (50, 0, 50), (120, 1, 400), (1000, 0, 0)] {
            let natural = Natural { found, missed, alarmed, left_alone: 1000 - found - missed - alarmed };
            let counts = regions(&natural).map(|d| fields(&d));
            assert_eq!(counts, [found, missed, alarmed, natural.left_alone]);
        }
    }

    #[test]
    fn a_group_goes_on_where_the_last_one_ended() {
        assert_eq!(region(38, 42), "M456 0h24v12h-24zM0 12h24v12h-24z");
        assert_eq!(region(40, 130), "M0 12h480v24h-480zM0 36h120v12h-120z");
    }
}
