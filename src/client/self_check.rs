//! What the comparison of GPU and CPU means, in a sentence. Pure.

use crate::protocol::{Backend, Check, DeviceReport};

/// The result in a sentence, and whether it is bad news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The sentence.
    pub sentence: String,
    /// Whether something differs.
    pub bad: bool,
}

/// What the checks say about this machine.
pub fn summary(device: &DeviceReport, checks: &[Check]) -> Summary {
    if device.backend == Backend::Cpu && checks.iter().all(Check::passed) {
        let sentence = "There is no GPU to compare here, so the CPU was compared with itself, which shows that the \
                        comparison works. The lab computes on the CPU.";
        return Summary { sentence: sentence.into(), bad: false };
    }
    let failed: Vec<&str> = checks.iter().filter(|check| !check.passed()).map(|check| check.name.as_str()).collect();
    if checks.is_empty() {
        return Summary { sentence: "Nothing was compared. Choose “Compare now” again.".into(), bad: true };
    }
    if failed.is_empty() {
        let sentence = format!("All {} comparisons agree: this GPU computes what the CPU computes.", checks.len());
        return Summary { sentence, bad: false };
    }
    let sentence = format!(
        "{} of {} comparisons differ ({}). The lab does not train on this GPU; it uses the CPU.",
        failed.len(),
        checks.len(),
        failed.join(", ")
    );
    Summary { sentence, bad: true }
}

/// A difference in writing; what is not a number says so.
pub fn difference(value: f32) -> String {
    if value.is_nan() {
        "not a number".into()
    } else if value == 0.0 {
        "0".into()
    } else {
        format!("{value:.1e}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(backend: Backend) -> DeviceReport {
        DeviceReport { backend, name: "test".into(), reason: "test".into() }
    }

    fn check(name: &str, difference: f32) -> Check {
        Check { name: name.into(), difference, tolerance: 1e-4 }
    }

    #[test]
    fn each_result_has_its_sentence() {
        let gpu = device(Backend::WebGpu);
        assert!(summary(&device(Backend::Cpu), &[check("matmul", 0.0)]).sentence.starts_with("There is no GPU"));
        assert!(summary(&gpu, &[]).bad);
        assert!(!summary(&gpu, &[check("matmul", 1e-6)]).bad);
        let bad = summary(&gpu, &[check("matmul", 1e-6), check("softmax", f32::NAN)]);
        assert!(bad.bad && bad.sentence.contains("1 of 2 comparisons differ (softmax)"));
    }

    #[test]
    fn differences_are_short() {
        assert_eq!(difference(0.0), "0");
        assert_eq!(difference(1.234e-6), "1.2e-6");
        assert_eq!(difference(f32::NAN), "not a number");
    }
}
