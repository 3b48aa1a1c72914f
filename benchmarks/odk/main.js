// ODK Web Forms with one form beside this page: ?form=whole (or section_1). Nothing is sent.
import { OdkWebForm, webFormsPlugin } from '@getodk/web-forms';
import { createApp, h } from 'vue';

const name = new URLSearchParams(location.search).get('form') ?? 'whole';
const formXml = await (await fetch(`${name}.xml`)).text();
const fetchFormAttachment = () => new Response('', { status: 404 });

createApp({ render: () => h(OdkWebForm, { formXml, fetchFormAttachment }) })
  .use(webFormsPlugin)
  .mount('#form');
