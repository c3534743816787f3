"""The 企业微信 (WeCom) platform on loopback, for tests: its API with its limits, and its callbacks.

Written from the public documentation (https://developer.work.weixin.qq.com/document). Run it with
``python -m tests.wecom_server --port 0``; it prints the port it got. It keeps everything in memory
and knows one application. Tests act as members of the company, and look at what members see,
through ``/control`` (``tests.wecom_server.remote``).
"""
