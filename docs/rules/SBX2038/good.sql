ALTER TYPE status ADD VALUE 'pending' BEFORE 'approved';
