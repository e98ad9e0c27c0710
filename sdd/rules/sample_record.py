"""The prompt history record that the examples of its rules begin with."""

PATH = "history/prompts/001-login/0001-plan-the-login.plan.prompt.md"
RECORD = """\
---
id: 0001
title: Plan the login
stage: plan
date: 2026-02-03
feature: 001-login
---

## Prompt

Plan the login with signed tokens.
"""
