ALTER TYPE status ADD VALUE 'pending';
