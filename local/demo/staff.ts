import { Staff } from '../../schemas/directory.ts';
import type { FacilityId, StaffId } from '../../schemas/primitives.ts';
import { FACILITY } from './facilities.ts';

/** A member of staff before the user pool has given the person a `sub`. */
export type DemoStaff = Omit<Staff, 'sub'>;

type Person = { post: string; role: Staff['role']; name: string; nameKana: string; privileges?: Staff['privileges'] };

const post = (role: Staff['role'], person: Omit<Person, 'role'>): Person => ({ role, ...person });

/** Fictional people; the post is the second half of the personal ID: `test-clinic.doctor`. */
const POSTS: readonly (readonly [FacilityId, readonly Person[]])[] = [
  [
    FACILITY.testClinic,
    [
      post('doctor', { post: 'doctor', name: '砂浜 直樹', nameKana: 'スナハマ ナオキ', privileges: ['ems'] }),
      post('nurse', { post: 'nurse', name: '小径 ゆい', nameKana: 'コミチ ユイ', privileges: ['ems'] }),
      post('clerk', { post: 'clerk', name: '札谷 まどか', nameKana: 'フダヤ マドカ' }),
      post('facilityAdmin', { post: 'admin', name: '門脇 開', nameKana: 'カドワキ カイ' }),
    ],
  ],
  [
    FACILITY.tyHospital,
    [
      post('doctor', { post: 'doctor', name: '城山 匠', nameKana: 'シロヤマ タクミ', privileges: ['ems'] }),
      post('nurse', { post: 'nurse', name: '朝霧 みなと', nameKana: 'アサギリ ミナト', privileges: ['ems'] }),
      post('pharmacist', { post: 'pharmacist', name: '薬師寺 玲', nameKana: 'ヤクシジ レイ' }),
      post('technologist', { post: 'technologist', name: '光井 透', nameKana: 'ミツイ トオル' }),
      post('clerk', { post: 'clerk', name: '帳場 さくら', nameKana: 'チョウバ サクラ' }),
      post('facilityAdmin', { post: 'admin', name: '鍵谷 守', nameKana: 'カギヤ マモル' }),
    ],
  ],
  [
    FACILITY.testHospital,
    [
      post('doctor', { post: 'doctor', name: '灘 誠司', nameKana: 'ナダ セイジ', privileges: ['ems'] }),
      post('nurse', { post: 'nurse', name: '白波 かおり', nameKana: 'シラナミ カオリ', privileges: ['ems'] }),
      post('pharmacist', { post: 'pharmacist', name: '調所 学', nameKana: 'ズショ マナブ' }),
      post('technologist', { post: 'technologist', name: '映田 光', nameKana: 'ウツリダ ヒカル' }),
      post('clerk', { post: 'clerk', name: '受川 めぐみ', nameKana: 'ウケガワ メグミ' }),
      post('facilityAdmin', { post: 'admin', name: '錠前 健', nameKana: 'ジョウマエ ケン' }),
    ],
  ],
  [
    FACILITY.testPharmacy,
    [
      post('pharmacist', { post: 'pharmacist', name: '薬袋 葵', nameKana: 'ミナイ アオイ' }),
      post('clerk', { post: 'clerk', name: '秤 ひとみ', nameKana: 'ハカリ ヒトミ' }),
      post('facilityAdmin', { post: 'admin', name: '棚橋 学', nameKana: 'タナハシ マナブ' }),
    ],
  ],
  [
    FACILITY.testCareHome,
    [
      post('careStaff', { post: 'care', name: '潮田 やすし', nameKana: 'ウシオダ ヤスシ' }),
      post('nurse', { post: 'nurse', name: '波多 みどり', nameKana: 'ハタ ミドリ' }),
      post('facilityAdmin', { post: 'admin', name: '砂山 望', nameKana: 'スナヤマ ノゾミ' }),
    ],
  ],
  [
    FACILITY.networkOffice,
    [
      post('networkOffice', { post: 'office', name: '結城 つなぐ', nameKana: 'ユウキ ツナグ' }),
      // A disaster rule is approved by another person than declared it.
      post('networkOffice', { post: 'office2', name: '橋本 わたる', nameKana: 'ハシモト ワタル' }),
    ],
  ],
];

const Known = Staff.omit({ sub: true });

/** Everybody who has an account in the demo region, facility by facility. */
export const demoStaff: readonly DemoStaff[] = POSTS.flatMap(([facilityId, people]) =>
  people.map(({ post, role, name, nameKana, privileges = [] }) =>
    Known.parse({
      staffId: `${facilityId}.${post}`,
      facilityId,
      role,
      name,
      nameKana,
      privileges,
      state: 'active',
      version: 1,
    }),
  ),
);

/** @throws when there is no such person in the demo. */
export const staffOf = (staffId: string): DemoStaff & { staffId: StaffId } => {
  const found = demoStaff.find((staff) => staff.staffId === staffId);
  if (found === undefined) throw new Error(`The demo has no member of staff ${staffId}`);
  return found;
};
