"""The containers of docker-compose.yml: nothing is written where nothing can be."""

from pathlib import Path, PurePosixPath

import pytest
import yaml
from django.conf import settings

COMPOSE = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text(encoding="utf-8"))
WRITERS = ("web", "worker", "beat", "prepare")


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("variable", ["MEDIA_ROOT", "AUDIT_ANCHOR_FILE"])
def test_what_is_kept_is_kept_on_a_volume(name, variable):
    service = COMPOSE["services"][name]
    mounts = [PurePosixPath(each.partition(":")[2]) for each in service["volumes"]]
    kept_at = PurePosixPath(service["environment"][variable])

    assert service["read_only"]
    assert any(kept_at.is_relative_to(mount) for mount in mounts)


def test_the_image_hands_its_volumes_to_the_user_it_runs_as():
    lines = Path(settings.BASE_DIR / "Dockerfile").read_text(encoding="utf-8").splitlines()
    made = next(line for line in lines if "install -d -o backoffice" in line)
    mounts = {each.partition(":")[2] for each in COMPOSE["x-app"]["volumes"]}

    assert mounts <= set(made.split())
