-- Wide characters count twice for the caret.
select '日本語', nope;
select 'é', nope;
