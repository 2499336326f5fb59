"""The aliyun CLI's profiles."""
