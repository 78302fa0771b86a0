/** Where forms put the token that shows that a page of ours made them, and where htmx does. */
export const FORM_TOKEN_FIELD = '_token';
export const FORM_TOKEN_HEADER = 'X-Form-Token';
