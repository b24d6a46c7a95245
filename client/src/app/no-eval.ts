import { z } from 'zod';

// zod would compile its forms with `new Function`, which the content security policy forbids; each attempt would be
// reported as a violation. This module is imported before any other, since a form decides when it is made.
z.config({ jitless: true });
