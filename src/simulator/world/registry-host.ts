/** What the login server of every registry ends with. */
export const registrySuffix = ".azurecr.io";
