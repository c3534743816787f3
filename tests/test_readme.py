"""README must stay true: what can be checked by machine is."""

import re
from pathlib import Path

from typer.testing import CliRunner

from api.cli import app
from api.settings import PREFIX, Settings

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_the_table_of_settings_lists_every_setting_and_no_other() -> None:
    listed = re.findall(rf"^\| `{PREFIX}(\w+)` \|", README, re.MULTILINE)
    assert sorted(listed) == sorted(name.upper() for name in Settings.model_fields)


def test_the_defaults_shown_are_the_defaults() -> None:
    rows = re.findall(rf"^\| `{PREFIX}(\w+)` \| `([^`]+)` \|", README, re.MULTILINE)
    for name, shown in rows:
        default = Settings.model_fields[name.lower()].default
        default = str(default).lower() if isinstance(default, bool) else default
        assert str(default).removeprefix("./") == shown.removeprefix("./"), name


def test_every_command_shown_exists() -> None:
    for line in re.findall(r"^\| `shanhai ([a-z-]+(?: [a-z]+)?)", README, re.MULTILINE):
        result = CliRunner().invoke(app, [*line.split(), "--help"])
        assert result.exit_code == 0, line


def test_every_picture_shown_is_there() -> None:
    pictures = re.findall(r"\.github/assets/[\w-]+\.png", README)
    assert pictures
    for picture in pictures:
        assert (Path(__file__).parent.parent / picture).is_file(), picture


def test_every_make_target_shown_is_in_the_makefile() -> None:
    makefile = (Path(__file__).parent.parent / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`?make (\w+)`?", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
