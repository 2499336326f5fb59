"""Background work of a screen, a widget or the app, whose unexpected errors are always reported."""

from collections.abc import Callable, Coroutine
from functools import partial, update_wrapper
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from textual.worker import Worker


class Host(Protocol):
    """What background work belongs to."""

    @property
    def run_worker(self) -> Callable[..., Worker[Any]]:
        """Textual's own."""

    def broke(self, error: Exception) -> None:
        """Report an unexpected error, and let the user leave."""


_Host = TypeVar("_Host", bound=Host)
_Given = ParamSpec("_Given")
_Method = Callable[Concatenate[_Host, _Given], Coroutine[Any, Any, None]]


def background(
    group: str = "default",
) -> Callable[[_Method[_Host, _Given]], Callable[Concatenate[_Host, _Given], None]]:
    """Run a coroutine method as a worker; a later call cancels one of its group that is still running.

    Textual reports the end of a worker only to the node that started it, where an error would be lost and
    the screen would wait for ever.
    """

    def decorate(method: _Method[_Host, _Given]) -> Callable[Concatenate[_Host, _Given], None]:
        async def guarded(host: _Host, *args: _Given.args, **kwargs: _Given.kwargs) -> None:
            try:
                await method(host, *args, **kwargs)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                host.broke(error)

        def begin(host: _Host, /, *args: _Given.args, **kwargs: _Given.kwargs) -> None:
            work = partial(guarded, host, *args, **kwargs)
            host.run_worker(work, name=method.__name__, group=group, exclusive=True, exit_on_error=False)

        update_wrapper(begin, method)
        return begin

    return decorate
