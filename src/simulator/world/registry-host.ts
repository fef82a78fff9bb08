/** What the login server of every registry ends with, in Azure's public cloud. */
export const registrySuffix = ".azurecr.io";

/** Checks whether a host has the form of a registry's login server. */
export const isRegistryHost = (host: string): boolean => host.endsWith(registrySuffix);

/** Returns what comes before the domain of a login server: the registry's name, and the region in a regional endpoint. */
export const registryLabel = (host: string): string => host.slice(0, -registrySuffix.length);
