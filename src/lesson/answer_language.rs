//! Whether an answer is written in German, which the model cannot read. Pure; it counts frequent words, so that a few
//! technical terms of the other language do no harm.

/// Frequent German words, and some of the subject. Words that are English as well (die, in, man, so, was) are in
/// neither list.
const GERMAN: &str = "aber als altes auf aus bei beim beispiele besser billiger bis braucht brauchen dann das dass \
                      daten dem den denn der des dies diese diesem diesen dieser dieses doch durch ein eine einem \
                      einen einer eines er es etwas gegen genauigkeit gewichte haben hilft ich ihm ihn ihnen ihr ihre \
                      immer ist ja jede jeden jeder kann kaum kein keine keinen kleinere lernrate messen misst mit \
                      modell muss nach nachher nicht nichts nie noch nur ob oder ohne schneller schon schwelle sehr \
                      sein seine sich sie sind sondern sprache texte texten um und uns vergessen vergisst viel viele \
                      vom von vor vorher wann warum weil wenig wenige weniger wenn werden wie wieder wir wird wissen \
                      wurde wurden zeit zu zum zur zwischen";
/// Frequent English words.
const ENGLISH: &str = "a about after again and any are as at be because been before but by can could did do does each \
                       every few for from get had has have how i if into is it its just less like make many more most \
                       much my no not of on once one only or other our out same should since some than that the their \
                       them then there these they this those to too very we were what when where which while who with \
                       would you your";

/// Whether a text has more frequent words of German than of English. A text without any of either is not German: what
/// cannot be told apart is read.
pub fn is_german(text: &str) -> bool {
    let text = text.to_lowercase();
    let words = || text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
    let is_of = |list: &str, word: &str| list.split_whitespace().any(|own| own == word);
    let german = words().filter(|word| word.contains(['ä', 'ö', 'ü', 'ß']) || is_of(GERMAN, word)).count();
    let english = words().filter(|word| is_of(ENGLISH, word)).count();
    german > english
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_is_told_with_and_without_umlauts() {
        for text in [
            "Das Modell kann schon Sprache, deshalb muss man nicht von vorne anfangen. Man braucht weniger Beispiele.",
            "Die alten Faehigkeiten gehen verloren, weil dieselben Gewichte ueberschrieben werden.",
            "Precision heißt: wie oft der Alarm stimmt. Recall: wie viele Kranke gefunden werden.",
            "Bei Fine-Tuning ist das Learning from scratch nicht nötig",
            "WENIGER DATEN",
            "replay hilft",
            "größere Schritte",
        ] {
            assert!(is_german(text), "{text}");
        }
    }

    #[test]
    fn english_with_a_german_word_is_english_and_so_is_what_cannot_be_told() {
        for text in [
            "The model already knows English.",
            "My teacher calls it Verlust, and the weights are Gewichte.",
            "The word „über“ is not in the vocabulary of the model.",
            "Old skills die.",
            "I was in Hamburg, so the man with the hat will also die.",
            "less data",
            "replay",
            "123 …",
            "",
        ] {
            assert!(!is_german(text), "{text}");
        }
    }
}
