-- The cut is measured in columns of the screen, not in characters.
select '日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語', nope, '日本語日本語日本語日本語日本語日本語日本語';
