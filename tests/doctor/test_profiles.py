"""What the doctor says of the aliyun CLI's file, which it reads and leaves as it is."""

from pathlib import Path

from support.host import GOOD, host, levels, told

from cen_tui.demo.estate.profiles import configuration
from cen_tui.doctor.profiles import check_profiles
from cen_tui.storage.files import write_json

SECRET = "MadeUpSecretForTestsAaBbCc0001"
KEY = {"mode": "AK", "access_key_id": "LTAI5tMadeUpForTests0001", "access_key_secret": SECRET}


def test_none_is_nothing_wrong(tmp_path: Path) -> None:
    found = check_profiles(host(tmp_path))
    assert levels(found) == {"profiles": "ok"}
    assert "The aliyun CLI has none here." in told(found)


def test_those_that_can_sign_in_are_named_and_those_that_cannot_with_the_reason(tmp_path: Path) -> None:
    one = host(tmp_path)
    listed = [{"name": "prod", **KEY}, {"name": "half", "mode": "AK"}, {"name": "old", "mode": "RsaKeyPair"}]
    write_json(one.aliyun, {"current": "gone", "profiles": listed})
    before = one.aliyun.read_bytes()
    found = check_profiles(one)
    text = told(found)
    assert "3 profiles of the aliyun CLI in" in text
    assert ": prod, half, old." in text
    assert "There is no profile gone, which current in that file names." in text
    assert "half: This profile of the aliyun CLI cannot sign in: access_key_id is empty." in text
    assert "aliyun configure --profile half" in text
    assert SECRET not in text
    assert levels(found) == {"profiles": "note"}
    assert one.aliyun.read_bytes() == before


def test_the_demo_s_own_configuration_has_a_current_one(tmp_path: Path) -> None:
    one = host(tmp_path)
    write_json(one.aliyun, configuration())
    assert "There is no profile" not in told(check_profiles(one))
    named = host(tmp_path, environ={**GOOD, "ALIBABA_CLOUD_PROFILE": "nobody"})
    assert "There is no profile nobody, which a variable names." in told(check_profiles(named))


def test_a_file_that_is_open_damaged_or_not_to_be_used_is_said(tmp_path: Path) -> None:
    one = host(tmp_path)
    write_json(one.aliyun, {"current": "prod", "profiles": [{"name": "prod", **KEY}]})
    assert levels(check_profiles(one)) == {"profiles": "ok"}
    one.aliyun.chmod(0o644)
    assert f"chmod 600 {one.aliyun}" in told(check_profiles(one))
    one.aliyun.write_text("{", encoding="utf-8")
    assert "it is not JSON (line 1, column 2)" in told(check_profiles(one))
    ignored = host(tmp_path, environ={**GOOD, "ALIBABA_CLOUD_IGNORE_PROFILE": "TRUE"})
    assert "not used" in told(check_profiles(ignored))
    one.aliyun.unlink()
    one.aliyun.mkdir()
    assert "Is a directory" in told(check_profiles(one))
