/** The second half of the token families, in the form that `VENDOR_FAMILIES_A_TO_G` describes. */
export const VENDOR_FAMILIES_H_TO_Z = `
harness pat. 40 t ?
harness-service sat. 40 t ?
heroku HRKU- 20 w
hubspot pat-na1- 20 w
hubspot-eu pat-eu1- 20 w
huggingface hf_ 24 a ?
huggingface-org api_org_ 20 a
infisical st. 50 t ?
infracost ico- 20 a
intra42 s-s4t2ud- 20 h
intra42-af s-s4t2af- 20 h
ionic ion_ 30 a
jfrog cmVmdGtu 24 t
jina jina_ 20 w
langfuse sk-lf- 12 w
langfuse-public pk-lf- 12 w
langsmith lsv2_pt_ 16 w
langsmith-service lsv2_sk_ 16 w
launchdarkly sdk- 30 w ?
launchdarkly-api api- 30 w ?
linear lin_api_ 16 a
linear-oauth lin_oauth_ 16 a
linear-webhook lin_wh_ 16 a
lob live_pub_ 20 a
lob-test test_pub_ 20 a
lob-test-secret test_ 35 h
logfire pylf_v1_ 16 w
mailgun key- 30 h
mailgun-public pubkey- 30 h
mapbox pk.eyJ 20 t
mapbox-secret sk.eyJ 20 t
mapbox-temporary tk.eyJ 20 t
mercadopago APP_USR- 16 w
mercury mercury_production_ 12 t
modal ak- 20 a ?
modal-secret as- 20 a ?
mongodb-atlas mdb_sa_ 16 t
neon napi_ 24 a
netlify nfp_ 20 a
netlify-build nfb_ 20 a
netlify-cli nfc_ 20 a
netlify-oauth nfo_ 20 a
newrelic-browser NRJS- 12 h
newrelic-insert NRII- 16 w
newrelic-insights NRIQ- 16 w
newrelic-license-eu eu01xx 24 a
newrelic-rest NRRA- 16 a
newrelic-user NRAK- 16 a
notion ntn_ 24 a
notion-legacy secret_ 32 a
npm npm_ 20 a
nuget oy2 40 a ?
nvidia nvapi- 20 w
octopus API- 22 a ?
openai sk- 24 w ?
openai-admin sk-admin- 16 w
openai-project sk-proj- 16 w
openai-service sk-svcacct- 16 w
openrouter sk-or- 16 w
openshift sha256~ 30 w
paddle pdl_live_ 16 t
paddle-sandbox pdl_sdbx_ 16 t
pagerduty pdus+ 12 w
pagerduty-rest u+ 18 w ?
perplexity pplx- 20 a
pinecone pcsk_ 20 w
plaid access-production- 20 w
plaid-development access-development- 20 w
plaid-sandbox access-sandbox- 20 w
planetscale pscale_tkn_ 16 t
planetscale-oauth pscale_oauth_ 16 t
planetscale-password pscale_pw_ 16 t
posthog phc_ 20 a
posthog-personal phx_ 20 a
posthog-secret phs_ 20 a
postman PMAK- 20 w
postman-collection PMAT- 16 a
prefect pnu_ 20 a
prefect-bot pnb_ 20 a
pulumi pul- 30 h
pypi pypi-AgE 20 w
pypi-test pypi-AgENdGVzdC 12 w
quicknode QN_ 20 h
readme rdme_ 20 a
render rnd_ 20 a
replicate r8_ 20 a
resend re_ 24 w ?
retool retool_ 20 w
rubygems rubygems_ 20 h
runpod rpa_ 20 a
salesforce 00D 60 t ?
scaleway SCW 14 a ?
scalingo tk-us- 20 w
sendgrid SG. 20 t ?
sentry-app sntrya_ 20 h
sentry-integration sntryi_ 20 h
sentry-org sntrys_ 20 t
sentry-user sntryu_ 20 h
settlemint-app sm_aat_ 12 a
settlemint-pat sm_pat_ 12 a
settlemint-service sm_sat_ 12 a
shippo shippo_live_ 16 h
shippo-test shippo_test_ 16 h
shopify shpat_ 16 h
shopify-custom shpca_ 16 h
shopify-private shppa_ 16 h
shopify-shared shpss_ 16 h
shopify-storefront shpsf_ 16 h
shopify-user shpua_ 16 h
slack-app xapp- 10 w
slack-bot xoxb- 10 w
slack-client xoxc- 10 w
slack-config xoxe- 10 w
slack-config-access xoxe.xox 10 t
slack-cookie xoxd- 10 t
slack-legacy xoxo- 10 w
slack-refresh xoxr- 10 w
slack-session xoxs- 10 w
slack-user xoxp- 10 w
slack-workspace xoxa- 10 w
snyk snyk_uat. 16 t
snyk-service snyk_sat. 16 t
sonar sqp_ 20 h
sonar-analysis sqa_ 20 h
sonar-user squ_ 20 h
sourcegraph sgp_ 16 w
sourcegraph-workspace sgd_ 24 w
square-access EAAA 40 w
square-app sq0idp- 16 w
square-oauth sq0atp- 16 w
square-secret sq0csp- 16 w
statsig secret- 24 a ?
stripe-live sk_live_ 10 a
stripe-prod sk_prod_ 10 a
stripe-publishable pk_live_ 10 a
stripe-publishable-test pk_test_ 10 a
stripe-restricted rk_live_ 10 a
stripe-restricted-prod rk_prod_ 10 a
stripe-restricted-test rk_test_ 10 a
stripe-test sk_test_ 10 a
stripe-webhook whsec_ 16 t
supabase sbp_ 20 h
supabase-publishable sb_publishable_ 16 w
supabase-secret sb_secret_ 16 w
tailscale tskey- 12 w
tavily tvly- 16 w
telnyx KEY0 30 w ?
terraform-cloud atlasv1. 30 t
together tgp_v1_ 16 w
trello ATTA 40 a ?
twilio SK 32 h ?
typeform tfp_ 20 t
vault-batch hvb. 16 w
vault-legacy s. 24 a ?
vault-recovery hvr. 16 w
vault-service hvs. 16 w
vercel vcp_ 16 a
vercel-app vca_ 16 a
vercel-key vck_ 16 a
vercel-refresh vcr_ 16 a
vercel-blob vercel_blob_rw_ 12 w
vercel-integration vci_ 16 a
voyage pa- 30 w ?
wakatime waka_ 16 w
weightsbiases wandb_v1_ 16 w
woocommerce ck_ 36 h
woocommerce-secret cs_ 36 h
xai xai- 20 a
yandex-aws YC 34 w ?
yandex-cloud AQVN 20 w
yandex-iam t1. 40 t ?
yandex-oauth y1_ 24 w
yandex-passport y0_ 24 w
youtrack perm: 20 t ?
zoho 1000. 40 t ?
`;

/** Marks in the middle or at the end of a token: name, mark, least length before it, least length behind it. */
export const VENDOR_MARKS = `
azure-ad Q~ 3 25
azure-storage AStA 40 4
azure-functions AzFu 30 4
azure-search AzSe 30 4
azure-cosmos ACDb 30 4
azure-batch ABat 30 4
azure-apim APIM 30 4
azure-event-hub AEhS 20 4
azure-relay ARmS 20 4
azure-service-bus ASbS 20 4
azure-iot AIoT 20 4
azure-redis AzCa 20 4
azure-registry +ACR 30 4
azure-openai JQQJ99 8 20
azure-machine-learning AMLT 20 4
maxmind _mmk 20 0
openai T3BlbkFJ 10 10
telegram :AA 8 24
terraform .atlasv1. 8 20
authress .acc_ 8 30
authress-dash .acc- 8 30
mailchimp -us 30 1
firebase :APA91 10 20
`;
