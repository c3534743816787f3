"""The 企业微信 (WeCom) channel: encrypted callbacks in, messages and cards out.

Facts from the platform's documentation: https://developer.work.weixin.qq.com/document/path/90238
(callbacks), /90236 (messages), /90313 (error codes).
"""
