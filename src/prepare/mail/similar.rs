//! Finds texts that say nearly the same. Spam repeats itself, with another greeting and another price.

use std::collections::{HashMap, HashSet};

use crate::prepare::text::normalised;

/// So many words in a row make a shingle.
const SHINGLE: usize = 3;
/// Two texts with at least this share of common shingles (Jaccard) are nearly the same.
const NEARLY_THE_SAME: f64 = 0.5;
/// So are two of which the shorter has at least this share of its shingles in the other.
const NEARLY_CONTAINED: f64 = 0.7;

/// For each text the smallest index among those that it is nearly the same as, directly or by way of others.
pub fn clusters(texts: &[&str]) -> Vec<usize> {
    let shingles: Vec<HashSet<String>> = texts.iter().map(|text| shingles(text)).collect();
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, set) in shingles.iter().enumerate() {
        for shingle in set {
            holders.entry(shingle).or_default().push(index);
        }
    }
    let mut groups = Groups::new(texts.len());
    for (index, set) in shingles.iter().enumerate() {
        let mut common: HashMap<usize, usize> = HashMap::new();
        for shingle in set {
            for other in holders.get(shingle.as_str()).into_iter().flatten().filter(|other| **other < index) {
                *common.entry(*other).or_default() += 1;
            }
        }
        for (other, common) in common {
            let smaller = set.len().min(shingles[other].len());
            let all = set.len() + shingles[other].len() - common;
            if common as f64 >= NEARLY_THE_SAME * all as f64 || common as f64 >= NEARLY_CONTAINED * smaller as f64 {
                groups.unite(index, other);
            }
        }
    }
    (0..texts.len()).map(|index| groups.first(index)).collect()
}

/// Every run of three words; a text with fewer is its own only shingle.
fn shingles(text: &str) -> HashSet<String> {
    let text = normalised(text);
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() < SHINGLE {
        return HashSet::from([text]);
    }
    words.windows(SHINGLE).map(|run| run.join(" ")).collect()
}

/// Sets that only ever grow together.
pub struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    /// Each item alone.
    pub fn new(items: usize) -> Self {
        Self { parents: (0..items).collect() }
    }

    /// The smallest item of this one's set.
    pub fn first(&mut self, item: usize) -> usize {
        let mut root = item;
        while self.parents[root] != root {
            root = self.parents[root];
        }
        self.parents[item] = root;
        root
    }

    /// Makes one set of two.
    pub fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        let (first, last) = (one.min(other), one.max(other));
        self.parents[last] = first;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_found_and_other_texts_stay_apart() {
        let texts = [
            "lower your mortgage rate today and save $number every month",
            "the cat sat on the mat and looked at the dog",
            "LOWER your mortgage rate today, and save $number every single month!",
            "save $number every month",
            "the cat sat on the chair and went away again",
        ];
        assert_eq!(clusters(&texts), [0, 1, 0, 0, 4]);
    }

    #[test]
    fn sets_grow_by_way_of_others() {
        let mut groups = Groups::new(4);
        groups.unite(3, 2);
        groups.unite(1, 3);
        assert_eq!([0, 1, 2, 3].map(|item| groups.first(item)), [0, 1, 1, 1]);
    }
}
