"""Transcripts of coding agents. Their formats have no contract: read leniently, count the rest."""
