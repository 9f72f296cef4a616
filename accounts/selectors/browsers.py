"""What a log-in is made with, as its owner would name it."""

from django.utils.translation import gettext as _

# The first that fits: browsers name the ones they descend from too.
BROWSERS = {
    "wxwork": "企业微信",
    "MicroMessenger": "微信",
    "DingTalk": "钉钉",
    "Lark": "飞书",
    "Edg": "Edge",
    "QQBrowser": "QQ 浏览器",
    "QIHU": "360",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "HarmonyOS": "HarmonyOS",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def browser_named(user_agent: str) -> str:
    """``Chrome · Windows`` of the long line a browser sends about itself."""
    parts = [
        next((name for mark, name in known.items() if mark in user_agent), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(part for part in parts if part) or _("Unknown")
