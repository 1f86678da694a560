import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_brings_its_schemas_and_its_lexicon(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    assert (site / "flows" / "schemas" / "events.toml").is_file()
    report = site / "flows" / "write" / "report"
    assert (report / "page" / "page.html").is_file()
    assert (report / "vendor" / "LICENSES.txt").is_file()
    assert not (report / "vendor" / "node_modules").exists()
    code = (
        "from flows.extract.rules import all_rules; from flows.contract import data_dictionary;"
        "import flows; print(flows.__file__, len(list(all_rules())), '## events' in data_dictionary())"
    )
    env = os.environ | {"PYTHONPATH": str(site)}
    run = [sys.executable, "-c", code]
    printed = subprocess.run(run, cwd=tmp_path, env=env, check=True, capture_output=True, text=True).stdout
    file, rules, dictionary = printed.split()
    assert file.startswith(str(site))
    assert int(rules) > 0
    assert dictionary == "True"
