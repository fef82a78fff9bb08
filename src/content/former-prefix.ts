/** Begins the names of the files with bodies that are no longer asked, so that the service worker knows them. */
export const formerPrefix = "former-";
