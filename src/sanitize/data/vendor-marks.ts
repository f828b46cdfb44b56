/** Marks in the middle or at the end of a token: name, mark, least length before it, least length behind it. */
export const VENDOR_MARKS = `
azure-ad Q~ 3 25 gitleaks:azure-ad-client-secret
azure-storage AStA 40 4 -
azure-functions AzFu 30 4 -
azure-search AzSe 30 4 -
azure-cosmos ACDb 30 4 -
azure-batch ABat 30 4 -
azure-apim APIM 30 4 trufflehog:azureapimanagementsubscriptionkey
azure-event-hub AEhS 20 4 -
azure-relay ARmS 20 4 -
azure-service-bus ASbS 20 4 -
azure-iot AIoT 20 4 -
azure-redis AzCa 20 4 -
azure-registry +ACR 30 4 trufflehog:azurecontainerregistry
azure-openai JQQJ99 8 20 -
azure-machine-learning AMLT 20 4 -
maxmind _mmk 20 0 gitleaks:maxmind-license-key
openai T3BlbkFJ 10 10 gitleaks:openai-api-key
telegram :AA 8 24 -
terraform .atlasv1. 8 20 trufflehog:terraformcloudpersonaltoken
authress .acc_ 8 30 gitleaks:authress-service-client-access-key
authress-dash .acc- 8 30 gitleaks:authress-service-client-access-key
mailchimp -us 30 1 gitleaks:mailchimp-api-key
firebase :APA91 10 20 -
`;
