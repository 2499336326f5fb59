"""Background work of a screen, a widget or the app: what breaks in it unexpectedly is always told."""

from collections.abc import Callable, Coroutine
from functools import partial, update_wrapper
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from textual.worker import Worker


class Host(Protocol):
    """Whose background work it is."""

    @property
    def run_worker(self) -> Callable[..., Worker[Any]]:
        """Textual's own."""

    def broke(self, error: Exception) -> None:
        """Tell the app of an error that nothing expected, and be such that it can be left."""


_Host = TypeVar("_Host", bound=Host)
_Given = ParamSpec("_Given")
_Method = Callable[Concatenate[_Host, _Given], Coroutine[Any, Any, None]]


def background(
    group: str = "default",
) -> Callable[[_Method[_Host, _Given]], Callable[Concatenate[_Host, _Given], Worker[None]]]:
    """Let a coroutine method run as a worker; a later one of its group takes the place of one under way.

    Textual sends the end of a worker to the node that began it alone; an error there would pass in silence
    and leave a screen that waits for ever.
    """

    def decorate(method: _Method[_Host, _Given]) -> Callable[Concatenate[_Host, _Given], Worker[None]]:
        async def guarded(host: _Host, *args: _Given.args, **kwargs: _Given.kwargs) -> None:
            try:
                await method(host, *args, **kwargs)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                host.broke(error)

        def begin(host: _Host, /, *args: _Given.args, **kwargs: _Given.kwargs) -> Worker[None]:
            work = partial(guarded, host, *args, **kwargs)
            return host.run_worker(
                work, name=method.__name__, group=group, exclusive=True, exit_on_error=False
            )

        update_wrapper(begin, method)
        return begin

    return decorate
