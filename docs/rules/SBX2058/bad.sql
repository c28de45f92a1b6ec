ALTER TABLE public.orders ALTER COLUMN state SET DEFAULT 'draft';
