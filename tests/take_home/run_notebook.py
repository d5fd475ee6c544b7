"""Runs the code cells of a notebook in order, as Jupyter would: `run_notebook.py train.ipynb`. Plain Python."""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    notebook = json.load(file)

# What nbformat 4.5 asks of a notebook, as far as this one uses it.
assert set(notebook) == {"cells", "metadata", "nbformat", "nbformat_minor"}, set(notebook)
assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
ids = [cell["id"] for cell in notebook["cells"]]
assert len(set(ids)) == len(ids) and all(0 < len(one) <= 64 for one in ids), ids
for cell in notebook["cells"]:
    expected = {"cell_type", "id", "metadata", "source"}
    if cell["cell_type"] == "code":
        expected |= {"execution_count", "outputs"}
        assert cell["execution_count"] is None and cell["outputs"] == [], cell
    else:
        assert cell["cell_type"] == "markdown", cell
    assert set(cell) == expected, cell
    assert all(isinstance(line, str) for line in cell["source"]), cell

names = {"__name__": "__main__"}
for number, cell in enumerate(notebook["cells"], 1):
    if cell["cell_type"] == "code":
        exec(compile("".join(cell["source"]), f"cell {number}", "exec"), names)
