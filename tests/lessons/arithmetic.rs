//! Calculations as the lessons write them: `40 / (40 + 10) = 0.8`, `1 - 0.4 ^ 4 ≈ 0.97`.

/// Whether every part of a calculation is what the one before it says: `=` exactly, `≈` to the decimals written.
///
/// # Errors
/// What is wrong with it.
pub fn check(line: &str) -> Result<(), String> {
    let mut rest = line;
    let mut left = None;
    let mut sign = '=';
    loop {
        let end = rest.find(['=', '≈']).unwrap_or(rest.len());
        let part = rest[..end].trim();
        let value = evaluate(part)?;
        if let Some(left) = left {
            let tolerance = match sign {
                '=' => 1e-6 * f64::max(1.0, f64::abs(left)),
                _ => 0.5 * 0.1_f64.powi(decimals(part)) * (1.0 + 1e-9),
            };
            if f64::abs(left - value) > tolerance {
                return Err(format!("“{line}”: {left} {sign} {value} does not hold"));
            }
        }
        left = Some(value);
        let Some(found) = rest[end..].chars().next() else { break };
        sign = found;
        rest = &rest[end + found.len_utf8()..];
    }
    if line.contains(['=', '≈']) { Ok(()) } else { Err(format!("“{line}” claims nothing")) }
}

fn decimals(number: &str) -> i32 {
    number.rsplit_once('.').map_or(0, |(_, decimals)| decimals.chars().take_while(char::is_ascii_digit).count() as i32)
}

/// The value of an expression with `+ - * / ^`, brackets and a few functions.
///
/// # Errors
/// Where it cannot be read.
pub fn evaluate(expression: &str) -> Result<f64, String> {
    let plain = expression.replace(['×', '·'], "*").replace('−', "-").replace(' ', "");
    let mut reader = Reader { rest: &plain };
    let value = reader.sum()?;
    if reader.rest.is_empty() { Ok(value) } else { Err(format!("“{}” in “{expression}”", reader.rest)) }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn take(&mut self, sign: char) -> bool {
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn sum(&mut self) -> Result<f64, String> {
        let mut value = self.product()?;
        loop {
            if self.take('+') {
                value += self.product()?;
            } else if self.take('-') {
                value -= self.product()?;
            } else {
                return Ok(value);
            }
        }
    }

    fn product(&mut self) -> Result<f64, String> {
        let mut value = self.signed()?;
        loop {
            if self.take('*') {
                value *= self.signed()?;
            } else if self.take('/') {
                value /= self.signed()?;
            } else {
                return Ok(value);
            }
        }
    }

    fn signed(&mut self) -> Result<f64, String> {
        if self.take('-') { Ok(-self.signed()?) } else { self.power() }
    }

    /// Binds to the right, and tighter than a sign before it.
    fn power(&mut self) -> Result<f64, String> {
        let base = self.atom()?;
        if self.take('^') { Ok(base.powf(self.signed()?)) } else { Ok(base) }
    }

    fn atom(&mut self) -> Result<f64, String> {
        if self.take('(') {
            let value = self.sum()?;
            return if self.take(')') { Ok(value) } else { Err(format!("no ) before “{}”", self.rest)) };
        }
        let letters = self.rest.chars().take_while(char::is_ascii_alphabetic).count();
        if letters > 0 {
            let (name, rest) = self.rest.split_at(letters);
            let apply: fn(f64) -> f64 = match name {
                "sqrt" => f64::sqrt,
                "ln" | "log" => f64::ln,
                "exp" => f64::exp,
                "ceil" => f64::ceil,
                "floor" => f64::floor,
                "round" => f64::round,
                "abs" => f64::abs,
                _ => return Err(format!("“{name}” is unknown")),
            };
            self.rest = rest;
            return if self.rest.starts_with('(') {
                Ok(apply(self.atom()?))
            } else {
                Err(format!("no ( after {name}"))
            };
        }
        let mut end = self.rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        // 2e-4 is a number, and so is 2e4.
        let exponent = self.rest[end..].strip_prefix('e').map(|rest| {
            let signed = usize::from(rest.starts_with('-'));
            (signed, rest[signed..].bytes().take_while(u8::is_ascii_digit).count())
        });
        if let Some((signed, digits)) = exponent.filter(|(_, digits)| *digits > 0) {
            end += 1 + signed + digits;
        }
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        number.parse().map_err(|_| format!("no number before “{rest}”"))
    }
}

#[test]
fn expressions_have_their_usual_value() {
    let cases = [
        ("2 + 3 * 4", 14.0),
        ("(2 + 3) * 4", 20.0),
        ("2 ^ 3 ^ 2", 512.0),
        ("-2 ^ 2", -4.0),
        ("2 * -3", -6.0),
        ("10 - 4 - 3", 3.0),
        ("ceil(1000 / 16) * 5", 315.0),
        ("2e-4 * 1e4", 2.0),
        ("7 − 2 × 3", 1.0),
    ];
    for (expression, value) in cases {
        assert_eq!(evaluate(expression), Ok(value), "{expression}");
    }
    for broken in ["", "2 +", "(1", "1)", "two", "sqrt 4", "1..2"] {
        assert!(evaluate(broken).is_err(), "{broken}");
    }
}

#[test]
fn claims_are_held_to_what_they_write() {
    assert_eq!(check("40 / (40 + 10) = 0.8"), Ok(()));
    assert_eq!(check("808 / 845 ≈ 0.956"), Ok(()));
    assert_eq!(check("1 + 1 = 4 / 2 = 2"), Ok(()));
    assert!(check("808 / 845 ≈ 0.955").is_err());
    assert!(check("808 / 845 = 0.956").is_err());
    assert!(check("808 / 845").is_err());
}
