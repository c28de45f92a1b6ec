CREATE TABLE public.order_notes (note text);
ALTER TABLE public.order_notes ADD COLUMN author text;
