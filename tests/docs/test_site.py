"""The documentation builds without a warning, and its notebook runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.heavy


def test_the_site_builds_with_no_broken_link(tmp_path: Path):
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    env = os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(build, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    dictionary = (tmp_path / "data-dictionary" / "index.html").read_text(encoding="utf-8")
    assert "event_date_precision" in dictionary
    assert (tmp_path / "images" / "report.png").is_file()


def test_the_notebook_runs(tmp_path: Path):
    import nbclient
    import nbformat

    notebook = nbformat.read(ROOT / "docs" / "first_look.ipynb", as_version=4)
    kernel = {"metadata": {"path": str(ROOT)}}
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=kernel).execute()
    printed = "".join(
        o.text for cell in notebook.cells for o in cell.get("outputs", []) if o.output_type == "stream"
    )
    assert "visit | occurred | 2024-05-14 | Berit Haugen | 'visited'" in printed
