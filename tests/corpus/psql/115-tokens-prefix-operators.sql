-- Prefix operators may follow other operators when a blank keeps them apart.
select @ -5 as five, |/ 16 as four, - -1 as one, ~ 1 as minus_two;
