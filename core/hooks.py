"""Places inside a transaction where higher apps take part, and may refuse."""

from collections.abc import Callable
from typing import Any, TypeVar

Receiver = TypeVar("Receiver", bound=Callable[..., Any])

_hooks: dict[str, "Hook"] = {}


class Hook:
    """A named place. The lower app runs it; higher apps receive it.

    A receiver that raises a BusinessError refuses the whole command.
    """

    def __init__(self, name: str) -> None:
        if name in _hooks:
            raise ValueError(f"There is already a hook called {name!r}.")
        self.name = name
        self._receivers: list[Callable[..., Any]] = []
        _hooks[name] = self

    def __repr__(self) -> str:
        return f"Hook({self.name!r})"

    def receiver(self, function: Receiver) -> Receiver:
        """Register the function; twice is once."""
        if function not in self._receivers:
            self._receivers.append(function)
        return function

    def run(self, **facts: Any) -> list[Any]:
        """Call the receivers in the order they registered; what they answer."""
        return [receiver(**facts) for receiver in self._receivers]
