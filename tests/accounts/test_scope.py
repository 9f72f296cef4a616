"""How far each role reaches, applied in one place."""

from django.contrib.auth.models import AnonymousUser

from accounts.enums import RoleCode
from accounts.factories import UserFactory
from accounts.models import User
from accounts.selectors import narrow


def test_reach_of_own_rows_and_of_the_region(wang_jianguo, zhao_lei, chen_zhiqiang, li_min, lin_yu):
    def seen(user):
        return set(narrow(User.objects.all(), user, own="pk", region="region"))

    assert seen(wang_jianguo) == {wang_jianguo}
    assert seen(chen_zhiqiang) == {chen_zhiqiang, zhao_lei}
    assert seen(li_min) == {wang_jianguo, zhao_lei, chen_zhiqiang, li_min, lin_yu}
    assert seen(lin_yu) == set()


def test_two_roles_reach_the_union(zhao_lei, east_china, db):
    both = UserFactory(roles=[RoleCode.SALESPERSON, RoleCode.REGIONAL_MANAGER], region=east_china)

    assert set(narrow(User.objects.all(), both, own="pk", region="region")) == {both, zhao_lei}


def test_whoever_left_or_never_logged_in_reaches_nothing(li_min):
    li_min.is_active = False

    assert not narrow(User.objects.all(), li_min).exists()
    assert not narrow(User.objects.all(), AnonymousUser()).exists()
