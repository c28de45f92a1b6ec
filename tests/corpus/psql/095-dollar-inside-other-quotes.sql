-- Dollar quotes mean nothing inside literals and quoted identifiers.
select '$$' as "$a$"; select E'$b$' as "$$";
