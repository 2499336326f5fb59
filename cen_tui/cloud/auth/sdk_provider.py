"""A provider of the credentials library that asks one of our signers: each request has what is good then."""

from alibabacloud_credentials.provider.refreshable import Credentials
from alibabacloud_credentials_api import ICredentialsProvider

from cen_tui.cloud.auth.credentials import CredentialsProvider


class AskedProvider(ICredentialsProvider):  # type: ignore[misc]  # the library ships no types
    """Stands where the library has its own providers. For use in an event loop alone."""

    def __init__(self, signer: CredentialsProvider) -> None:
        self._signer = signer

    def get_credentials(self) -> Credentials:
        """Refuse: nothing of ours signs outside the loop."""
        raise RuntimeError("credentials are asked for in the event loop alone")

    async def get_credentials_async(self) -> Credentials:
        """Return the credentials of the moment. Raises `CloudError`."""
        now = await self._signer.current()
        return Credentials(
            access_key_id=now.key_id,
            access_key_secret=now.secret,
            security_token=now.token,
            provider_name=self.get_provider_name(),
        )

    def get_provider_name(self) -> str:
        """Name the provider, as the header x-acs-credentials-provider carries it."""
        return "static_sts"
