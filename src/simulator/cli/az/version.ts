/**
 * The release of the client whose texts are imitated (measured with 2.45, newer texts where known from its
 * source, github.com/Azure/azure-cli).
 */
export const azVersion = "2.45.0";

/** `az --version` without the parts that a pretend client cannot have (Python, extensions). */
export const azVersionText = `azure-cli                         ${azVersion}

core                              ${azVersion}
telemetry                          1.0.8

Dependencies:
msal                              1.20.0
azure-mgmt-resource             21.1.0b1

Extensions:
None
`;
