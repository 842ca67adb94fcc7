/** Anonymous in a crowd, not in a handful: below, nothing that was answered is told to anybody. */
export const LEAST_ANSWERS = 5
