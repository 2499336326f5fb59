"""All that talks to Alibaba Cloud. Knows no Textual, no vault and no demo."""
