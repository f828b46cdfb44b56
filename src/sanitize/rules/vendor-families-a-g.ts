/**
 * Token families with a mark of their own, one a line: name, prefix, least length of what follows, its characters
 * (`h` hex, `a` letters and digits, `w` those and `_-`, `t` those and `. ~ + / = %`), and `?` where the prefix is so short
 * that what follows must look drawn at random.
 */
export const VENDOR_FAMILIES_A_TO_G = `
1password-secret-key A3- 20 w
1password-service ops_ 40 t
adafruit aio_ 20 a
adobe p8e- 20 a
age AGE-SECRET-KEY- 12 a
airtable-pat pat 40 t ?
aiven aivenv1_ 12 t
aiven-password AVNS_ 12 w
alibaba LTAI 12 a ?
amazon-oauth amzn1.oa2-cs.v1. 12 a
amazon-oauth-token Atza| 20 t
amazon-refresh Atzr| 20 t
anthropic sk-ant- 12 w
apify apify_api_ 12 a
artifactory AKCp 20 a
artifactory-reference cmVmd 40 a
atlassian ATATT3 20 t
atlassian-bitbucket ATBB 20 a
atlassian-connect ATCTT3 20 t
authress authress_ 20 t
aws-access-key AKIA 12 a
aws-bearer-key ABIA 12 a
aws-bedrock ABSK 30 t
aws-bedrock-short bedrock-api-key- 12 t
aws-context-key ACCA 12 a
aws-group AGPA 12 a
aws-instance AIPA 12 a
aws-mws amzn.mws. 12 w
aws-policy ANPA 12 a
aws-public APKA 12 a
aws-role AROA 12 a
aws-server ASCA 12 a
aws-session-key ASIA 12 a
aws-session-old FwoGZXIvYXdz 20 t
aws-session-older FQoGZXIvYXdz 20 t
aws-session-token IQoJb3JpZ2lu 20 t
aws-user AIDA 12 a
aws-older A3T 17 a ?
azure-devops-v2 azdp_ 20 w
backblaze K00 24 t ?
brave BSA 27 w ?
brevo xkeysib- 20 w
brevo-smtp xsmtpsib- 20 w
buildkite bkua_ 20 a
buildkite-agent bkat_ 20 a
cerebras csk- 20 a
checkly cu_ 30 a ?
circleci CCIPAT_ 12 w
circleci-project CCIPRJ_ 12 w
clerk sk_clerk_ 12 w
clickhouse 4b1d 30 a ?
clojars CLOJARS_ 20 a
cloudflare-account cfat_ 20 w
cloudflare-key cfk_ 20 w
cloudflare-origin v1.0- 20 w
cloudflare-user cfut_ 20 w
cohere-new co_ 30 a ?
confluent cflt 30 t ?
contentful CFPAT- 20 w
cratesio cio 28 a ?
databricks dapi 28 h
databricks-oauth dose 28 h ?
datadog-app ddapp_ 20 a
datadog-pat ddpat_ 20 a
datadog-public pub 32 h ?
deepgram dg. 30 t ?
definednetworking dnkey- 20 w
denodeploy ddp_ 20 a
denodeploy-org ddo_ 20 a
digitalocean dop_v1_ 20 h
digitalocean-oauth doo_v1_ 20 h
digitalocean-refresh dor_v1_ 20 h
digitalocean-spaces DO00 14 a
discord-mfa mfa. 40 w
docker-oat dckr_oat_ 16 w
docker-pat dckr_pat_ 16 w
doppler dp.pt. 20 a
doppler-audit dp.audit. 20 a
doppler-cli dp.ct. 20 a
doppler-sa dp.sa. 20 a
doppler-scim dp.scim. 20 a
doppler-service dp.st. 20 t
dropbox-short sl. 40 w ?
duffel duffel_ 20 t
dynatrace dt0c01. 20 t
dynatrace-client dt0s08. 20 t
dynatrace-oauth dt0s02. 20 t
dynatrace-platform dt0s16. 20 t
e2b e2b_ 20 h
easypost EZAK 30 a
easypost-test EZTK 30 a
elastic-cloud essu_ 20 t
expo exp- 30 w ?
facebook-app EAAC 40 a
facebook-business EAAB 40 a
facebook-graph EAAG 40 a
facebook-page EAAM 40 a
fauna fnA 30 t
figma figd_ 20 w
figma-oauth figo_ 20 w
figma-refresh figor_ 20 w
firebase-cm AAAA 120 t ?
fireworks fw_ 20 a ?
flutterwave FLWSECK 10 w
flutterwave-public FLWPUBK 10 w
fly fo1_ 20 w
fly-macaroon fm1a_ 20 t
fly-macaroon2 fm2_ 20 t
fly-machine fm1r_ 20 t
frameio fio-u- 20 t
friendli flp_ 20 a
gcp-api-key AIza 24 w
gcp-authorization 4/0A 20 w
gcp-client-secret GOCSPX- 16 w
gcp-oauth ya29. 16 t
gcp-refresh 1//0 24 w
gcp-service-hmac GOOG1E 20 a
github-fine-grained github_pat_ 16 w
github-installation-v1 v1. 40 h
github-oauth gho_ 16 a
github-pat ghp_ 16 a
github-refresh ghr_ 16 a
github-server ghs_ 16 t
github-user ghu_ 16 a
gitlab-agent glagent- 12 w
gitlab-ci-job glcbt- 12 w
gitlab-deploy gldt- 12 w
gitlab-feed glft- 12 w
gitlab-flags glffct- 12 w
gitlab-mail glimt- 12 w
gitlab-oauth gloas- 12 w
gitlab-pat glpat- 12 t
gitlab-registration GR1348941 12 w
gitlab-runner glrt- 12 t
gitlab-runner-registration glrtr- 12 w
gitlab-scim glsoat- 12 w
gitlab-trigger glptt- 12 w
gitlab-workspace glwt- 12 w
gocardless live_ 30 w ?
gocardless-sandbox sandbox_ 30 w ?
grafana-cloud glc_ 16 t
grafana-service glsa_ 16 w
groq gsk_ 20 a
`;
